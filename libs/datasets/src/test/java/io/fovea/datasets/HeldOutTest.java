package io.fovea.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HeldOutTest {

    private static List<DatasetImage> images(String label, int count, Split split) {
        List<DatasetImage> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] bytes = (label + i).getBytes(StandardCharsets.UTF_8);
            images.add(new DatasetImage(label + i, bytes, "image/png", Optional.of(label), split));
        }
        return images;
    }

    private static ImageDataset dataset(List<DatasetImage> images) {
        return new ImageDataset() {
            @Override
            public long size() {
                return images.size();
            }

            @Override
            public List<String> classes() {
                return List.of("cat", "dog");
            }

            @Override
            public Stream<DatasetImage> images() {
                return images.stream();
            }
        };
    }

    private static Set<String> tested(ImageDataset dataset) {
        return dataset.images()
                .filter(image -> image.split() == Split.TEST)
                .map(DatasetImage::source)
                .collect(Collectors.toSet());
    }

    private static List<DatasetImage> cats(Split split) {
        List<DatasetImage> images = images("cat", 50, split);
        images.addAll(images("dog", 10, split));
        return images;
    }

    @Test
    void shouldKeepTheShareOfEachClass() {
        // When
        Set<String> test = tested(HeldOut.of(dataset(cats(Split.UNSPECIFIED)), 0.2));

        // Then
        assertThat(test).filteredOn(name -> name.startsWith("cat")).hasSize(10);
        assertThat(test).filteredOn(name -> name.startsWith("dog")).hasSize(2);
    }

    @Test
    void shouldDrawTheSameImagesInAnyOrder() {
        // Given
        List<DatasetImage> shuffled = cats(Split.UNSPECIFIED);
        Collections.shuffle(shuffled, new Random(4));

        // When, Then
        assertThat(tested(HeldOut.of(dataset(shuffled), 0.2)))
                .isEqualTo(tested(HeldOut.of(dataset(cats(Split.UNSPECIFIED)), 0.2)));
    }

    @Test
    void shouldPutCopiesOnTheSameSide() {
        // Given
        List<DatasetImage> twice = cats(Split.UNSPECIFIED);
        twice.addAll(cats(Split.UNSPECIFIED));

        // When
        ImageDataset held = HeldOut.of(dataset(twice), 0.2);

        // Then
        assertThat(held.images().filter(image -> image.split() == Split.TEST)).hasSize(24);
    }

    @Test
    void shouldLeaveATestSplitAsItIs() {
        // Given
        List<DatasetImage> images = cats(Split.TRAIN);
        images.addAll(images("owl", 3, Split.TEST));

        // When, Then
        assertThat(tested(HeldOut.of(dataset(images), 0.2))).containsExactlyInAnyOrder("owl0", "owl1", "owl2");
    }

    @Test
    void shouldRefuseAShareThatIsNoneAndAClassOfOne() {
        assertThatThrownBy(() -> HeldOut.of(dataset(cats(Split.TRAIN)), 1))
                .isInstanceOf(DatasetException.class)
                .hasMessage("1.0 is no share to hold out; expected a number above 0 and below 1.");
        assertThatThrownBy(() -> HeldOut.of(dataset(images("cat", 1, Split.TRAIN)), 0.5))
                .isInstanceOf(DatasetException.class)
                .hasMessage("Class 'cat' has 1 image, and one to learn from and one to test on are needed.");
    }
}
