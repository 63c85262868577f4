package io.fovea.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvDatasetTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void images() throws IOException {
        Files.createDirectories(folder.resolve("images"));
        for (String name : List.of("a.png", "b.jpg", "c, d.png", "unnamed.png")) {
            Files.writeString(folder.resolve("images").resolve(name), name);
        }
    }

    @Test
    void shouldTakePathsLabelsAndSplits() throws IOException {
        // Given
        Path table = table(
                "labels.csv",
                "\uFEFFPath,Label,Split\nimages/a.png,cat,train\n\"images/c, d.png\",dog,test\n./images/b.jpg,,\n");

        // When / Then
        for (Path path : List.of(folder, table)) {
            ImageDataset dataset = Datasets.open(path);
            assertThat(dataset.classes()).containsExactly("cat", "dog");
            assertThat(dataset.labelledByFolders()).isFalse();
            assertThat(seen(dataset))
                    .containsExactlyInAnyOrder("a.png cat TRAIN", "c, d.png dog TEST", "b.jpg - UNSPECIFIED");
        }
    }

    @Test
    void shouldTakeATableFromInsideOfAnArchive() throws IOException {
        // Given
        Path archive = Archives.write(
                folder.resolve("a.tar.gz"),
                Map.of(
                        "top/labels.tsv",
                        "file\tclass\nx/1.png\tcat\n".getBytes(StandardCharsets.UTF_8),
                        "top/x/1.png",
                        new byte[] {1}));

        // When / Then
        assertThat(seen(Datasets.open(archive))).containsExactly("1.png cat UNSPECIFIED");
    }

    @Test
    void shouldSayWhichRowNamesAnImageThatIsNotThere() throws IOException {
        for (String path : List.of("images/e.png", "../../etc/passwd", "/etc/passwd")) {
            Path table = table("labels.csv", "path,label\nimages/a.png,cat\n" + path + ",dog\n");
            assertThatThrownBy(() -> Datasets.open(table))
                    .isInstanceOf(DatasetException.class)
                    .hasMessage(
                            "Row 3 of %s names %s, which is not there; expected a path relative to the table.",
                            table, path);
        }
    }

    @Test
    void shouldSayWhatIsWrongWithTheTable() throws IOException {
        assertThatThrownBy(() -> Datasets.open(table("labels.csv", "image,colour\n")))
                .hasMessageContaining("has the columns image, colour; expected one of label, class");
        assertThatThrownBy(() -> Datasets.open(table("labels.csv", ""))).hasMessageContaining("is empty");
        assertThatThrownBy(() -> Datasets.open(table("labels.csv", "path,label\nimages/a.png\n")))
                .hasMessageContaining("Row 2 of")
                .hasMessageContaining("has 1 cells, expected 2");
        assertThatThrownBy(() -> Datasets.open(table("labels.csv", "path,label,split\nimages/a.png,cat,some\n")))
                .hasMessageContaining("has split 'some'; allowed");
        assertThatThrownBy(() -> Datasets.open(table("labels.csv", "path,label\nimages/a.png,cat\nimages/a.png,dog\n")))
                .hasMessageContaining("as a row above does");
        assertThatThrownBy(() -> Datasets.open(table("labels.csv", "path,label\n\"images/a.png,cat\n")))
                .isInstanceOf(DatasetException.class);
    }

    private Path table(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private List<String> seen(ImageDataset dataset) {
        try (Stream<DatasetImage> images = dataset.images()) {
            return images.map(image -> "%s %s %s"
                            .formatted(
                                    Path.of(image.source()).getFileName(),
                                    image.label().orElse("-"),
                                    image.split()))
                    .toList();
        }
    }
}
