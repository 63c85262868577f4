package io.fovea.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderDatasetTest {

    @TempDir
    private Path folder;

    @Test
    void shouldTakeFoldersForClasses() throws IOException {
        // Given
        write("dog/b.jpg", "cat/2.PNG", "cat/1.jpeg", "cat/more/3.gif", "cat/.hidden.png", "cat/notes.txt");

        // When
        ImageDataset dataset = Datasets.open(folder);

        // Then
        assertThat(dataset.classes()).containsExactly("cat", "dog");
        assertThat(seen(dataset))
                .containsExactly(
                        "cat/1.jpeg image/jpeg cat UNSPECIFIED",
                        "cat/2.PNG image/png cat UNSPECIFIED",
                        "cat/more/3.gif image/gif cat UNSPECIFIED",
                        "dog/b.jpg image/jpeg dog UNSPECIFIED");
        assertThat(dataset.size()).isEqualTo(4);
    }

    @Test
    void shouldTakeFoldersForSplits() throws IOException {
        // Given
        write("train/cat/1.png", "val/cat/2.png", "Test/dog/3.png", "test/4.png");

        // When
        ImageDataset dataset = Datasets.open(folder);

        // Then
        assertThat(dataset.classes()).containsExactly("cat", "dog");
        assertThat(seen(dataset))
                .containsExactlyInAnyOrder(
                        "train/cat/1.png image/png cat TRAIN",
                        "val/cat/2.png image/png cat VALIDATION",
                        "Test/dog/3.png image/png dog TEST",
                        "test/4.png image/png - TEST");
    }

    @Test
    void shouldLeaveTrainingImagesOpenWithoutValidationSplit() throws IOException {
        // Given
        write("train/cat/1.png", "test/cat/2.png");

        // When
        ImageDataset dataset = Datasets.open(folder);

        // Then
        assertThat(seen(dataset))
                .containsExactly("test/cat/2.png image/png cat TEST", "train/cat/1.png image/png cat UNSPECIFIED");
    }

    @Test
    void shouldLookThroughWrappingFolder() throws IOException {
        // Given
        write("scenes/forest/1.png", "scenes/river/2.png", "__MACOSX/scenes/1.png");

        // When
        ImageDataset dataset = Datasets.open(folder);

        // Then
        assertThat(dataset.classes()).containsExactly("forest", "river");
    }

    @Test
    void shouldReadFolderWithoutClasses() throws IOException {
        // Given
        write("1.png", "2.bmp");

        // When
        ImageDataset dataset = Datasets.open(folder);

        // Then
        assertThat(dataset.classes()).isEmpty();
        assertThat(seen(dataset)).containsExactly("1.png image/png - UNSPECIFIED", "2.bmp image/bmp - UNSPECIFIED");
    }

    @Test
    void shouldReadOneImage() throws IOException {
        // Given
        write("1.png");

        // When
        ImageDataset dataset = Datasets.open(folder.resolve("1.png"));

        // Then
        assertThat(seen(dataset)).containsExactly("1.png image/png - UNSPECIFIED");
    }

    @Test
    void shouldPassOnBytesAsTheyAre() throws IOException {
        // Given
        write("cat/1.png");

        // When
        byte[] encoded = images(Datasets.open(folder)).get(0).encoded();

        // Then
        assertThat(encoded).asString(StandardCharsets.UTF_8).isEqualTo("no image: cat/1.png");
    }

    @Test
    void shouldGoOnPastFileThatVanishes() throws IOException {
        // Given
        write("cat/1.png", "cat/2.png");
        ImageDataset dataset = Datasets.open(folder);
        Files.delete(folder.resolve("cat/1.png"));

        // When
        List<DatasetImage> images = images(dataset);

        // Then
        assertThat(images).extracting(image -> image.encoded().length).containsExactly(0, 19);
    }

    @Test
    void shouldSayThatPathIsMissing() {
        // Given
        Path missing = folder.resolve("missing");

        // When / Then
        assertThatThrownBy(() -> Datasets.open(missing))
                .isInstanceOf(DatasetException.class)
                .hasMessage("There is no file or folder %s.", missing);
    }

    @Test
    void shouldSayThatFolderIsEmpty() {
        // When / Then
        assertThatThrownBy(() -> Datasets.open(folder))
                .hasMessage(
                        "The folder %s has no images (PNG, JPEG, GIF, BMP, or IDX under MNIST's names, CIFAR's and SVHN's files, a CSV of paths and labels); it is empty.",
                        folder);
    }

    @Test
    void shouldSayWhatIsThereInsteadOfImages() throws IOException {
        // Given
        write("cat/1.webp", "cat/2.webp");

        // When / Then
        assertThatThrownBy(() -> Datasets.open(folder)).hasMessageEndingWith("; it has 2 other files, such as 1.webp.");
    }

    @Test
    void shouldSayThatFileIsNoImage() throws IOException {
        // Given
        write("notes.txt");

        // When / Then
        assertThatThrownBy(() -> Datasets.open(folder.resolve("notes.txt"))).hasMessageContaining("is no image");
    }

    private void write(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "no image: " + name);
        }
    }

    private List<String> seen(ImageDataset dataset) {
        return images(dataset).stream()
                .map(image -> "%s %s %s %s"
                        .formatted(
                                folder.relativize(Path.of(image.source())),
                                image.mediaType(),
                                image.label().orElse("-"),
                                image.split()))
                .toList();
    }

    private static List<DatasetImage> images(ImageDataset dataset) {
        try (Stream<DatasetImage> images = dataset.images()) {
            return images.toList();
        }
    }
}
