package io.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fovea.cli.terminal.RecordingTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetCommandTest {
    private static final String DIGITS = "../../examples/digits";

    @TempDir
    private Path folder;

    private final RecordingTerminal terminal = new RecordingTerminal();

    @Test
    void shouldComposeHouseNumbersAndSayWhatIsInThem() throws IOException {
        // Given
        String numbers = folder.resolve("numbers").toString();
        assertThat(run("dataset", "compose", DIGITS, numbers, "--train", "8", "--test", "4"))
                .isZero();

        // When
        run("dataset", "info", numbers, "--json");

        // Then
        JsonNode json = new ObjectMapper().readTree(terminal.out());
        assertThat(json.path("images").asInt()).isEqualTo(12);
        assertThat(json.path("splits").path("test").asInt()).isEqualTo(4);
        assertThat(json.path("broken").asInt()).isZero();
        assertThat(json.path("classes").size()).isBetween(2, 10);
    }

    @Test
    void shouldShowATableAndFailOverABrokenFile() throws IOException {
        // Given
        Files.createDirectories(folder.resolve("cat"));
        Files.writeString(folder.resolve("cat/1.png"), "no image");

        // When
        int status = run("dataset", "info", folder.toString());

        // Then
        assertThat(status).isEqualTo(1);
        assertThat(terminal.out())
                .contains("class   to train on")
                .contains("broken              1")
                .contains("1.png: ");
    }

    private int run(String... arguments) {
        return CommandLines.on(terminal).execute(arguments);
    }
}
