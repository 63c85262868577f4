package io.fovea.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HeldOutTest {

    private static Set<String> tested(ImageDataset dataset) {
        return dataset.images()
                .filter(image -> image.split() == Split.TEST)
                .map(DatasetImage::source)
                .collect(Collectors.toSet());
    }

    private static List<DatasetImage> cats(Split split) {
        List<DatasetImage> images = InMemory.images("cat", 50, split);
        images.addAll(InMemory.images("dog", 10, split));
        return images;
    }

    @Test
    void shouldKeepTheShareOfEachClass() {
        // When
        Set<String> test = tested(HeldOut.of(InMemory.of(cats(Split.UNSPECIFIED)), 0.2));

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
        assertThat(tested(HeldOut.of(InMemory.of(shuffled), 0.2)))
                .isEqualTo(tested(HeldOut.of(InMemory.of(cats(Split.UNSPECIFIED)), 0.2)));
    }

    @Test
    void shouldPutCopiesOnTheSameSide() {
        // Given
        List<DatasetImage> twice = cats(Split.UNSPECIFIED);
        twice.addAll(cats(Split.UNSPECIFIED));

        // When
        ImageDataset held = HeldOut.of(InMemory.of(twice), 0.2);

        // Then
        assertThat(held.images().filter(image -> image.split() == Split.TEST)).hasSize(24);
    }

    @Test
    void shouldLeaveATestSplitAsItIs() {
        // Given
        List<DatasetImage> images = cats(Split.TRAIN);
        images.addAll(InMemory.images("owl", 3, Split.TEST));

        // When, Then
        assertThat(tested(HeldOut.of(InMemory.of(images), 0.2))).containsExactlyInAnyOrder("owl0", "owl1", "owl2");
    }

    @Test
    void shouldRefuseAShareThatIsNoneAndAClassOfOne() {
        assertThatThrownBy(() -> HeldOut.of(InMemory.of(cats(Split.TRAIN)), 1))
                .isInstanceOf(DatasetException.class)
                .hasMessage("1.0 is no share to hold out; expected a number above 0 and below 1.");
        assertThatThrownBy(() -> HeldOut.of(InMemory.of(InMemory.images("cat", 1, Split.TRAIN)), 0.5))
                .isInstanceOf(DatasetException.class)
                .hasMessage("Class 'cat' has 1 image, and one to learn from and one to test on are needed.");
    }
}
