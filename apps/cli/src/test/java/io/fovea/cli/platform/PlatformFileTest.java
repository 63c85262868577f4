package io.fovea.cli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformFileTest {

    @TempDir
    private Path folder;

    @Test
    void shouldReadWhatWasWritten() throws IOException {
        // Given
        var address = new PlatformAddress(
                "127.0.0.1:9092", "http://localhost:8080", "file:///d/storage/", "/d", "/d/logs/fovea.log", 42);

        // When
        new PlatformFile(folder).write(address);

        // Then
        assertThat(new PlatformFile(folder).read()).contains(address);
        assertThat(address.metrics()).isEqualTo("http://localhost:8080/q/metrics");
    }

    @Test
    void shouldBeEmptyWhereNothingRuns() throws IOException {
        // Given
        var file = new PlatformFile(folder);
        file.delete();

        // When, Then
        assertThat(file.read()).isEmpty();
    }
}
