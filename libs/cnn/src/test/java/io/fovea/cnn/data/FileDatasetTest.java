package io.fovea.cnn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.weights.WeightsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDatasetTest {
    private static final ArrayDataset MEMORY = new ArrayDataset(new Batch(
            List.of(
                    HostTensor.uint8(new long[] {5, 2}, new byte[] {0, 0, 1, 1, 2, 2, 3, 3, 4, 4}),
                    HostTensor.float32(new long[] {5, 1}, 0, 1, 2, 3, 4)),
            List.of(HostTensor.int64(new long[] {5}, 0, 1, 2, 3, 4)),
            List.of(HostTensor.float32(new long[] {5}, 1, 1, 2, 1, 1))));

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() {
        file = folder.resolve("examples.safetensors");
        FileDatasetWriter.write(file, 5, MEMORY.batches(2, OptionalLong.empty()));
    }

    @Test
    void shouldGiveTheSameBatchesAsMemoryShuffledOrNot() {
        try (FileDataset stored = FileDataset.open(file)) {
            for (OptionalLong seed : List.of(OptionalLong.empty(), OptionalLong.of(3))) {
                assertThat(stored.batches(2, seed)).containsExactlyElementsOf(MEMORY.batches(2, seed));
                assertThat(stored.batches(2, seed, 1)).hasSize(2).first().isEqualTo(second(seed));
            }
            assertThat(stored.size()).isEqualTo(5);
        }
    }

    private static Batch second(OptionalLong seed) {
        var batches = MEMORY.batches(2, seed).iterator();
        batches.next();
        return batches.next();
    }

    @Test
    void shouldRefuseAFileThatIsCutShort() throws IOException {
        // Given
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));

        // When, Then
        assertThatThrownBy(() -> FileDataset.open(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("Maybe it is cut short");
    }

    @Test
    void shouldLeaveNoFileWhereTheExamplesAreNotAsMany() throws IOException {
        // Given
        Path other = folder.resolve("other.safetensors");

        // When, Then
        assertThatThrownBy(() -> FileDatasetWriter.write(other, 6, MEMORY.batches(2, OptionalLong.empty())))
                .hasMessage("Expected 6 examples, received 5.");
        assertThatThrownBy(() -> FileDatasetWriter.write(other, 4, MEMORY.batches(2, OptionalLong.empty())))
                .hasMessageStartingWith("Expected 4 examples of");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
