package io.fovea.cnn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cnn.HostTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ArrayDatasetTest {
    private static final HostTensor IMAGES =
            HostTensor.uint8(new long[] {5, 1, 2, 1}, new byte[] {0, 0, 1, 1, 2, 2, 3, 3, 4, 4});
    private final ArrayDataset dataset = new ArrayDataset(IMAGES, new long[] {0, 1, 2, 3, 4});

    @Test
    void shouldGiveAllExamplesInOrderAndTheRestLast() {
        List<Batch> batches = batches(dataset, OptionalLong.empty());

        assertThat(batches).extracting(Batch::size).containsExactly(2, 2, 1);
        assertThat(batches.get(1).input().contents()).containsExactly(2, 2, 3, 3);
        assertThat(batches.get(1).target().toLongs()).containsExactly(2, 3);
    }

    @Test
    void shouldShuffleTheSameWayForTheSameSeedAndKeepLabelsWithTheirImages() {
        // When
        List<Long> first = labels(batches(dataset, OptionalLong.of(1)));
        List<Long> again = labels(batches(dataset, OptionalLong.of(1)));
        List<Long> other = labels(batches(dataset, OptionalLong.of(2)));

        // Then
        assertThat(first).isEqualTo(again).isNotEqualTo(other).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L);
        batches(dataset, OptionalLong.of(1))
                .forEach(batch -> assertThat((long) batch.input().contents()[0])
                        .isEqualTo(batch.target().toLongs()[0]));
    }

    @Test
    void shouldAugmentOnlyWhatIsShuffledAndTheSameWayForTheSameSeed() {
        // Given
        Dataset augmented = dataset.augmentedBy((pixels, height, width, channels, random) -> {
            pixels[0] = (byte) (10 * random.nextInt(1, 10));
        });

        // When
        List<Batch> plain = batches(augmented, OptionalLong.empty());
        List<Batch> first = batches(augmented, OptionalLong.of(1));
        List<Batch> again = batches(augmented, OptionalLong.of(1));

        // Then
        assertThat(plain).isEqualTo(batches(dataset, OptionalLong.empty()));
        assertThat(first).isEqualTo(again).isNotEqualTo(batches(dataset, OptionalLong.of(1)));
        assertThat(first.get(0).input().contents()[0]).isGreaterThanOrEqualTo((byte) 10);
        assertThat(IMAGES.contents()).containsExactly(0, 0, 1, 1, 2, 2, 3, 3, 4, 4);
    }

    @Test
    void shouldRefuseFewerLabelsThanImages() {
        assertThatThrownBy(() -> new ArrayDataset(IMAGES, new long[] {1}))
                .hasMessage("Expected as many targets as inputs, received INT64[1] and UINT8[5, 1, 2, 1].");
    }

    private static List<Batch> batches(Dataset dataset, OptionalLong seed) {
        List<Batch> batches = new ArrayList<>();
        dataset.batches(2, seed).forEach(batches::add);
        return batches;
    }

    private static List<Long> labels(List<Batch> batches) {
        return batches.stream()
                .flatMap(batch -> LongStream.of(batch.target().toLongs()).boxed())
                .toList();
    }
}
