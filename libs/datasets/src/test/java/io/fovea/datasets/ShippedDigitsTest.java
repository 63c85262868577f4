package io.fovea.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The digits in examples/digits are what they are said to be. */
class ShippedDigitsTest {

    private static final Path DIGITS = Path.of("../../examples/digits");

    @Test
    void shouldHaveEightThousandToTrainAndTwoThousandKeptBack() {
        // When
        Map<Split, List<DatasetImage>> bySplit = images(DIGITS).collect(Collectors.groupingBy(DatasetImage::split));

        // Then
        assertThat(bySplit.get(Split.UNSPECIFIED)).hasSize(8_000);
        assertThat(bySplit.get(Split.TEST)).hasSize(2_000);
        assertThat(images(DIGITS).map(ShippedDigitsTest::content).distinct()).hasSize(10_000);
    }

    @Test
    void shouldHaveEachClassInProportionInBothSplits() {
        // When
        Map<String, Map<Split, Long>> counts = images(DIGITS)
                .collect(Collectors.groupingBy(
                        image -> image.label().orElseThrow(),
                        Collectors.groupingBy(DatasetImage::split, Collectors.counting())));

        // Then
        assertThat(counts).hasSize(10);
        assertThat(counts.values()).allSatisfy(ofClass -> {
            long all = ofClass.get(Split.UNSPECIFIED) + ofClass.get(Split.TEST);
            assertThat(ofClass.get(Split.TEST)).isBetween(all / 5, all / 5 + 1);
        });
    }

    @Test
    void shouldMixTheClassesThroughout() {
        // When
        Map<String, Long> firstHundred = images(DIGITS)
                .limit(100)
                .collect(Collectors.groupingBy(image -> image.label().orElseThrow(), Collectors.counting()));

        // Then
        assertThat(firstHundred).hasSize(10);
    }

    @Test
    void shouldBeMnistsByteForByte() {
        // Given
        Path mnist = sharedData().resolve("mnist");
        assumeTrue(Files.exists(mnist), "MNIST itself is not on this machine, under ../shared/data/mnist");

        // When
        Map<String, String> originals = images(mnist)
                .collect(Collectors.toMap(
                        ShippedDigitsTest::content, image -> image.label().orElseThrow(), (one, other) -> one));

        // Then
        assertThat(images(DIGITS)).allMatch(image -> image.label().orElseThrow().equals(originals.get(content(image))));
    }

    private static Path sharedData() {
        Path root = Path.of("../..").toAbsolutePath().normalize();
        return Stream.iterate(root, folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("shared/data"))
                .filter(Files::exists)
                .findFirst()
                .orElse(root.resolve("../shared/data"));
    }

    /** A stream that is read to its end closes its files itself. */
    private static Stream<DatasetImage> images(Path path) {
        return Datasets.open(path).images();
    }

    private static String content(DatasetImage image) {
        return new String(image.encoded(), StandardCharsets.ISO_8859_1);
    }
}
