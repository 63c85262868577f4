package io.fovea.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarDatasetTest {

    @TempDir
    private Path folder;

    @Test
    void shouldReadCifar10AsItIsPublished() throws IOException {
        // Given
        Path archive = Archives.write(
                folder.resolve("cifar-10-binary.tar.gz"),
                Map.of(
                        "cifar-10-batches-bin/batches.meta.txt",
                                "airplane\nautomobile\n\n".getBytes(StandardCharsets.UTF_8),
                        "cifar-10-batches-bin/data_batch_1.bin", record(1),
                        "cifar-10-batches-bin/test_batch.bin", record(0)));

        // When
        ImageDataset dataset = Datasets.open(archive);

        // Then
        assertThat(dataset.size()).isEqualTo(2);
        assertThat(dataset.classes()).containsExactly("airplane", "automobile");
        assertThat(images(dataset))
                .extracting(image -> image.label().orElseThrow() + " " + image.split())
                .containsExactlyInAnyOrder("automobile UNSPECIFIED", "airplane TEST");
        BufferedImage picture =
                ImageIO.read(new ByteArrayInputStream(images(dataset).get(0).encoded()));
        assertThat(picture.getRGB(1, 0)).isEqualTo(0xff0141c8); // red, green, blue
    }

    @Test
    void shouldTakeTheFineLabelsOfCifar100() throws IOException {
        // Given
        Files.writeString(folder.resolve("fine_label_names.txt"), "apple\nbear\n");
        Files.writeString(folder.resolve("coarse_label_names.txt"), "fruit\n");
        Files.write(folder.resolve("train.bin"), record(0, 1));

        // When / Then
        assertThat(images(Datasets.open(folder)))
                .extracting(image -> image.label().orElseThrow())
                .containsExactly("bear");
    }

    @Test
    void shouldSayThatABatchBreaksOffOrHasForeignLabels() throws IOException {
        Files.write(folder.resolve("data_batch_1.bin"), new byte[3_000]);
        assertThatThrownBy(() -> Datasets.open(folder)).hasMessageContaining("expected records of 3,073 bytes");
        Files.write(folder.resolve("data_batch_1.bin"), record(10));
        assertThatThrownBy(() -> Datasets.open(folder)).hasMessageContaining("has label 10; there are 10 classes");
    }

    private static byte[] record(int... labels) {
        byte[] record = new byte[labels.length + 3 * 1024];
        for (int i = 0; i < labels.length; i++) {
            record[i] = (byte) labels[i];
        }
        record[labels.length + 1] = 1;
        record[labels.length + 1024 + 1] = 0x41;
        record[labels.length + 2048 + 1] = (byte) 0xc8;
        return record;
    }

    private static List<DatasetImage> images(ImageDataset dataset) {
        try (Stream<DatasetImage> images = dataset.images()) {
            return images.toList();
        }
    }
}
