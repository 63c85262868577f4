package io.fovea.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FewOfEachTest {

    @Test
    void shouldDrawSoManyOfEachClassAndKeepTheTestSplit() {
        // Given
        List<DatasetImage> all = new ArrayList<>(images("cat", 50, Split.TRAIN));
        all.addAll(images("dog", 3, Split.TRAIN));
        all.addAll(images("bird", 20, Split.TEST));

        // When
        List<DatasetImage> few = FewOfEach.of(InMemory.of(all), 5).images().toList();

        // Then
        assertThat(few)
                .filteredOn(image -> image.label().equals(Optional.of("cat")))
                .hasSize(5);
        assertThat(few)
                .filteredOn(image -> image.label().equals(Optional.of("dog")))
                .hasSize(3);
        assertThat(few)
                .filteredOn(image -> image.label().equals(Optional.of("bird")))
                .hasSize(20);
    }

    @Test
    void shouldDrawTheSameInAnyOrderAndNotTheFirst() {
        // Given
        List<DatasetImage> all = images("cat", 50, Split.TRAIN);
        List<DatasetImage> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(7));

        // When
        List<DatasetImage> few = FewOfEach.of(InMemory.of(all), 10).images().toList();

        // Then
        assertThat(FewOfEach.of(InMemory.of(shuffled), 10).images()).containsExactlyInAnyOrderElementsOf(few);
        assertThat(few).isNotEqualTo(all.subList(0, 10));
    }

    @Test
    void shouldHashEachImageOnceHoweverOftenItIsRead() {
        // Given
        ImageDataset few = FewOfEach.of(HeldOut.of(InMemory.of(images("cat", 50, Split.UNSPECIFIED)), 0.2), 10);

        // When
        List<DatasetImage> again = few.images().toList();

        // Then
        assertThat(again).hasSize(20).allMatch(image -> image.knownSha256().isPresent());
        assertThat(again)
                .allMatch(image -> image.sha256()
                        .equals(new DatasetImage(image.source(), image.encoded(), "", image.label(), image.split())
                                .sha256()));
    }

    @Test
    void shouldRefuseNone() {
        assertThatThrownBy(() -> FewOfEach.of(InMemory.of(List.of()), 0))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("0 images of each class are none");
    }

    private static List<DatasetImage> images(String label, int count, Split split) {
        return InMemory.images(label, count, split);
    }
}
