package io.fovea.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxDatasetTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"%s-ubyte", "%s-ubyte.gz"})
    void shouldReadPairsUnderUsualNames(String name) throws IOException {
        // Given
        Idx.write(folder.resolve(name.formatted("t10k-images-idx3")), Idx.images(1));
        Idx.write(folder.resolve(name.formatted("t10k-labels-idx1")), Idx.labels(3));
        Idx.write(folder.resolve(name.formatted("train-images-idx3")), Idx.images(2));
        Idx.write(folder.resolve(name.formatted("train-labels-idx1")), Idx.labels(10, 9));

        // When
        ImageDataset dataset = Datasets.open(folder);

        // Then
        assertThat(dataset.size()).isEqualTo(3);
        assertThat(dataset.classes()).containsExactly("3", "9", "10");
        assertThat(images(dataset))
                .extracting(image -> image.label().orElseThrow())
                .containsExactly("10", "9", "3");
        assertThat(images(dataset))
                .extracting(DatasetImage::split)
                .containsExactly(Split.UNSPECIFIED, Split.UNSPECIFIED, Split.TEST);
        assertThat(images(dataset)).extracting(DatasetImage::mediaType).containsOnly("image/png");
        assertThat(images(dataset).get(1).source()).endsWith(name.formatted("train-images-idx3") + "#1");
    }

    @Test
    void shouldMakePngOfPixels() throws IOException {
        // Given
        Idx.write(folder.resolve("train-images-idx3-ubyte"), Idx.images(2));

        // When
        DatasetImage second = images(Datasets.open(folder)).get(1);

        // Then
        int[] pixels = ImageIO.read(new ByteArrayInputStream(second.encoded()))
                .getRaster()
                .getSamples(0, 0, 3, 2, 0, (int[]) null);
        assertThat(pixels).containsExactly(6, 7, 8, 9, 10, 11);
        assertThat(second.label()).isEmpty();
    }

    @Test
    void shouldReadPlainFileOnceWhereItsGzipIsBesideIt() throws IOException {
        // Given
        Idx.write(folder.resolve("train-images-idx3-ubyte"), Idx.images(2));
        Idx.write(folder.resolve("train-images-idx3-ubyte.gz"), Idx.images(2));

        // When
        ImageDataset dataset = Datasets.open(folder);

        // Then
        assertThat(dataset.size()).isEqualTo(2);
    }

    @Test
    void shouldReadOnePairByItsImages() throws IOException {
        // Given
        Path images = folder.resolve("t10k-images-idx3-ubyte");
        Idx.write(images, Idx.images(2));
        Idx.write(folder.resolve("t10k-labels-idx1-ubyte.gz"), Idx.labels(0, 1));
        Idx.write(folder.resolve("train-images-idx3-ubyte"), Idx.images(5));

        // When
        ImageDataset dataset = Datasets.open(images);

        // Then
        assertThat(dataset.size()).isEqualTo(2);
        assertThat(dataset.classes()).containsExactly("0", "1");
    }

    @Test
    void shouldReadOnlyWhatIsAskedFor() throws IOException {
        // Given
        byte[] truncated = Arrays.copyOf(Idx.images(1_000), 16 + 600);
        Idx.write(folder.resolve("train-images-idx3-ubyte"), truncated);

        // When
        try (Stream<DatasetImage> images = Datasets.open(folder).images()) {
            Iterator<DatasetImage> iterator = images.iterator();

            // Then
            assertThat(iterator.next().source()).endsWith("#0");
        }
    }

    @Test
    void shouldSayThatFileBreaksOff() throws IOException {
        // Given
        Path file = folder.resolve("train-images-idx3-ubyte");
        Idx.write(file, Arrays.copyOf(Idx.images(10), 50));
        ImageDataset dataset = Datasets.open(folder);

        // When / Then
        assertThatThrownBy(() -> images(dataset))
                .isInstanceOf(DatasetException.class)
                .hasMessage("The file %s ends before the 10 items that it declares.", file);
    }

    @Test
    void shouldSayThatLabelsAreMissing() throws IOException {
        // Given
        Path images = folder.resolve("train-images-idx3-ubyte");
        Idx.write(images, Idx.images(3));
        Idx.write(folder.resolve("train-labels-idx1-ubyte"), Idx.labels(1, 2));

        // When / Then
        assertThatThrownBy(() -> Datasets.open(folder))
                .hasMessage("The file %s has 3 images, but 2 labels are beside it.", images);
    }

    @Test
    void shouldSayThatFileIsOfAnotherKind() throws IOException {
        // Given
        Path images = folder.resolve("train-images-idx3-ubyte");
        Idx.write(images, Idx.labels(1, 2, 3, 4, 5, 6, 7, 8));

        // When / Then
        assertThatThrownBy(() -> Datasets.open(folder))
                .hasMessage(
                        "The file %s begins with 00000801; expected 00000803, an IDX file of bytes with 3 axes.",
                        images);
    }

    @Test
    void shouldRefuseExtentsThatNoImageHas() throws IOException {
        // Given
        byte[] content = Idx.images(1);
        Arrays.fill(content, 8, 16, (byte) 0x7f);
        Idx.write(folder.resolve("train-images-idx3-ubyte"), content);

        // When / Then
        assertThatThrownBy(() -> Datasets.open(folder)).hasMessageContaining("declares items that no image can have");
    }

    private static List<DatasetImage> images(ImageDataset dataset) {
        try (Stream<DatasetImage> images = dataset.images()) {
            return images.toList();
        }
    }
}
