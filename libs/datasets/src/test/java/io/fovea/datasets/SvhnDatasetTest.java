package io.fovea.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against files that h5py and SciPy wrote: {@code svhn/make.py}. */
class SvhnDatasetTest {
    private static final Path FILES = Path.of("src/test/resources/svhn");

    @TempDir
    private Path folder;

    @Test
    void shouldReadNumbersWithTheirDigitsAndBoxes() throws IOException {
        // Given
        Path archive = Files.copy(FILES.resolve("svhn-train.tar.gz"), folder.resolve("train.tar.gz"));

        // When
        List<DatasetImage> images = images(Datasets.open(archive));

        // Then
        assertThat(images).extracting(DatasetImage::sequence).containsExactly(List.of("1", "9", "0"), List.of("5"));
        assertThat(images.get(0).boxes())
                .containsExactly(new Box(2, 1, 6, 10, "1"), new Box(10, 1, 6, 10, "9"), new Box(18, 2, 7, 9, "0"));
        assertThat(images.get(1).boxes()).containsExactly(new Box(-1, 1, 6, 9, "5"));
        assertThat(images).allMatch(image -> image.split() == Split.UNSPECIFIED && image.isLabelled());
        assertThat(images.get(0).source()).endsWith("train.tar.gz/train/1.png");
        assertThat(decoded(images.get(0)).getWidth()).isEqualTo(30);
    }

    @Test
    void shouldReadSingleDigitsOfBothVersionsOfMat() throws IOException {
        // Given
        Files.copy(FILES.resolve("train_32x32.mat"), folder.resolve("train_32x32.mat")); // 5, by SciPy
        Files.copy(FILES.resolve("test_32x32.mat"), folder.resolve("test_32x32.mat")); //   7.3, by h5py

        // When
        ImageDataset dataset = Datasets.open(folder);
        List<DatasetImage> images = images(dataset);

        // Then
        assertThat(dataset.size()).isEqualTo(4);
        assertThat(dataset.classes()).containsExactly("0", "1");
        assertThat(images).extracting(image -> image.label().orElseThrow()).containsExactly("1", "0", "1", "0");
        assertThat(images)
                .extracting(DatasetImage::split)
                .startsWith(Split.TEST, Split.TEST)
                .endsWith(Split.UNSPECIFIED);
        for (int first : new int[] {0, 2}) {
            assertThat(decoded(images.get(first)).getRGB(0, 0)).isEqualTo(0xff010203);
            assertThat(decoded(images.get(first)).getRGB(1, 0)).isEqualTo(0xff040506);
            assertThat(decoded(images.get(first)).getRGB(0, 1)).isEqualTo(0xff070809);
            assertThat(decoded(images.get(first + 1)).getRGB(31, 31)).isEqualTo(0xfffafbfc);
        }
    }

    @Test
    void shouldSayThatAFileIsDamaged() throws IOException {
        for (String name : List.of("train_32x32.mat", "test_32x32.mat", "digitStruct.mat")) {
            byte[] whole = Files.readAllBytes(FILES.resolve(name));
            Path file = folder.resolve(name);
            for (int length : new int[] {0, 3, 100, 700, whole.length / 2}) {
                Files.write(file, Arrays.copyOf(whole, Math.min(length, whole.length - 1)));
                assertThatThrownBy(() -> Datasets.open(folder))
                        .as("%s cut to %d", name, length)
                        .isInstanceOf(DatasetException.class)
                        .hasMessageContaining(name);
            }
            Files.delete(file);
        }
    }

    @Test
    void shouldRefuseAnImageThatIsNotBesideItsStruct() throws IOException {
        // Given
        Files.copy(FILES.resolve("digitStruct.mat"), folder.resolve("digitStruct.mat"));

        // When / Then
        assertThatThrownBy(() -> Datasets.open(folder)).hasMessageContaining("names '1.png', which is not beside it");
    }

    private static BufferedImage decoded(DatasetImage image) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(image.encoded()));
    }

    private static List<DatasetImage> images(ImageDataset dataset) {
        try (Stream<DatasetImage> images = dataset.images()) {
            return images.toList();
        }
    }
}
