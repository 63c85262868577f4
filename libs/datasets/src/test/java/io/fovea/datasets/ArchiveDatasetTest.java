package io.fovea.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveDatasetTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"a.zip", "a.tar", "a.tar.gz", "a.tgz", "a.tar.bz2"})
    void shouldTakeSplitsAndClassesFromInsideOfAnArchive(String name) throws IOException {
        // Given
        Path archive = Archives.write(
                folder.resolve(name), files("top/train/cat/1.png", "./top/train/.x.png", "top/test/dog/2.jpg"));

        // When
        ImageDataset dataset = Datasets.open(archive);

        // Then
        assertThat(dataset.classes()).containsExactly("cat", "dog");
        assertThat(dataset.size()).isEqualTo(2);
        assertThat(dataset.labelledByFolders()).isTrue();
        assertThat(seen(dataset))
                .containsExactly(
                        "top/train/cat/1.png image/png cat UNSPECIFIED = top/train/cat/1.png",
                        "top/test/dog/2.jpg image/jpeg dog TEST = top/test/dog/2.jpg");
        assertThat(seen(dataset)).hasSize(2); // a second time
    }

    @Test
    void shouldJoinAnArchiveForEachSplit() throws IOException {
        // Given
        Archives.write(folder.resolve("train.zip"), files("train/cat/1.png"));
        Archives.write(folder.resolve("test.tar.gz"), files("test/cat/2.png"));

        // When
        ImageDataset dataset = Datasets.open(folder);

        // Then
        assertThat(dataset.size()).isEqualTo(2);
        try (Stream<DatasetImage> images = dataset.images()) {
            assertThat(images).extracting(DatasetImage::split).containsExactly(Split.TEST, Split.UNSPECIFIED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil.png", "a/../../evil.png", "/etc/evil.png", "C:\\evil.png", "a\\..\\..\\evil.png"})
    void shouldRefuseNamesThatLeadOutOfTheArchive(String entry) throws IOException {
        for (String name : List.of("a.zip", "a.tar.gz")) {
            // Given
            Path archive = Archives.write(folder.resolve(name), files("cat/1.png", entry));

            // When / Then
            assertThatThrownBy(() -> Datasets.open(archive))
                    .isInstanceOf(DatasetException.class)
                    .hasMessageContaining("leads out of it");
        }
        assertThat(folder.resolveSibling("evil.png")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(bytes = {TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_FIFO})
    void shouldRefuseLinksAndDevices(byte type) throws IOException {
        // Given
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry link = new TarArchiveEntry("cat/1.png", type);
            link.setLinkName("/etc/passwd");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }
        Path archive = Files.write(folder.resolve("a.tar"), bytes.toByteArray());

        // When / Then
        assertThatThrownBy(() -> Datasets.open(archive)).hasMessageContaining("'cat/1.png' that is a link or a device");
    }

    @Test
    void shouldStopABombBeforeItHasUnpacked() throws IOException {
        // Given
        byte[] zeros = new byte[32 << 20];
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < 9; i++) { // 288 MB in 300 kB
            files.put("cat/" + i + ".bmp", zeros);
        }

        // When / Then
        for (String name : List.of("a.zip", "a.tar.gz")) {
            Path archive = Archives.write(folder.resolve(name), files);
            assertThatThrownBy(() -> count(Datasets.open(archive)))
                    .isInstanceOf(DatasetException.class)
                    .hasMessageContaining("unpacks to more than 268,435,456 bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.zip", "a.tar", "a.tar.gz", "a.tar.bz2"})
    void shouldSayThatAnArchiveBreaksOff(String name) throws IOException {
        // Given
        Path archive = Archives.write(folder.resolve(name), files("cat/1.png", "cat/2.png"));
        byte[] whole = Files.readAllBytes(archive);
        Files.write(archive, Arrays.copyOf(whole, name.endsWith(".tar") ? 515 : whole.length / 2));

        // When / Then
        assertThatThrownBy(() -> count(Datasets.open(archive)))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(archive.toString());
    }

    @Test
    void shouldSayThatAnArchiveHasNoImages() throws IOException {
        // Given
        Path archive = Archives.write(folder.resolve("a.zip"), files("cat/1.webp"));

        // When / Then
        assertThatThrownBy(() -> Datasets.open(archive))
                .hasMessageStartingWith("The archive " + archive + " has no images")
                .hasMessageEndingWith("it has 1 other files, such as 1.webp.");
    }

    private static Map<String, byte[]> files(String... names) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : names) {
            files.put(name, name.getBytes(StandardCharsets.UTF_8));
        }
        return files;
    }

    private static long count(ImageDataset dataset) {
        try (Stream<DatasetImage> images = dataset.images()) {
            return images.mapToInt(image -> image.encoded().length)
                    .asLongStream()
                    .sum();
        }
    }

    private static List<String> seen(ImageDataset dataset) {
        try (Stream<DatasetImage> images = dataset.images()) {
            return images.map(image -> "%s %s %s %s = %s"
                            .formatted(
                                    image.source().replaceFirst(".*?/a\\.[a-z0-9.]+/", ""),
                                    image.mediaType(),
                                    image.label().orElse("-"),
                                    image.split(),
                                    new String(image.encoded(), StandardCharsets.UTF_8)))
                    .toList();
        }
    }
}
