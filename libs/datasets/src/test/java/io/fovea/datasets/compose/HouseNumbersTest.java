package io.fovea.datasets.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.datasets.Box;
import io.fovea.datasets.DatasetException;
import io.fovea.datasets.DatasetImage;
import io.fovea.datasets.Datasets;
import io.fovea.datasets.ImageDataset;
import io.fovea.datasets.Split;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the digits of {@code examples/digits}. */
class HouseNumbersTest {
    private static final Path DIGITS = Path.of("../../examples/digits");

    @TempDir
    private Path folder;

    @Test
    void shouldWriteNumbersThatTheReaderOfSvhnReads() throws IOException {
        // Given
        new HouseNumbers(Datasets.open(DIGITS), 7).write(folder, 60, 20, written -> {});

        // When
        ImageDataset numbers = Datasets.open(folder);
        List<DatasetImage> images = images(numbers);

        // Then
        assertThat(numbers.size()).isEqualTo(80);
        assertThat(numbers.classes()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(images).filteredOn(image -> image.split() == Split.TEST).hasSize(20);
        assertThat(images)
                .extracting(image -> image.sequence().size())
                .contains(1, 2, 3, 4, 5)
                .allMatch(n -> n <= 5);
        for (DatasetImage image : images) {
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(image.encoded()));
            assertThat(image.boxes()).extracting(Box::label).isEqualTo(image.sequence());
            assertThat(image.boxes())
                    .allMatch(box -> box.left() + box.width() <= picture.getWidth()
                            && box.top() + box.height() <= picture.getHeight());
            Box first = image.boxes().get(0);
            assertThat(inkIn(picture, first))
                    .as("ink within the box of %s", image.source())
                    .isGreaterThan(10);
        }
    }

    @Test
    void shouldWriteTheSameForTheSameSeed() throws IOException {
        // When
        new HouseNumbers(Datasets.open(DIGITS), 7).write(folder.resolve("a"), 5, 5, written -> {});
        new HouseNumbers(Datasets.open(DIGITS), 7).write(folder.resolve("b"), 5, 5, written -> {});

        // Then
        for (String name : List.of("train.tar.gz", "test.tar.gz")) {
            assertThat(folder.resolve("a").resolve(name))
                    .hasSameBinaryContentAs(folder.resolve("b").resolve(name));
        }
    }

    @Test
    void shouldSayThatThereAreNoDigits() throws IOException {
        // Given
        Files.createDirectories(folder.resolve("cat"));
        Files.write(folder.resolve("cat/1.png"), new byte[1]);
        HouseNumbers numbers = new HouseNumbers(Datasets.open(folder), 7);

        // When / Then
        assertThatThrownBy(() -> numbers.write(folder.resolve("out"), 1, 1, written -> {}))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("no digits for train");
    }

    private static int inkIn(BufferedImage picture, Box box) {
        int ink = 0;
        for (int y = (int) box.top(); y < box.top() + box.height(); y++) {
            for (int x = (int) box.left(); x < box.left() + box.width(); x++) {
                ink += (picture.getRGB(x, y) & 0xff) > 128 ? 1 : 0;
            }
        }
        return ink;
    }

    private static List<DatasetImage> images(ImageDataset dataset) {
        try (Stream<DatasetImage> images = dataset.images()) {
            return images.toList();
        }
    }
}
