package io.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fovea.cli.terminal.RecordingTerminal;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ModelSummaryCommandTest {

    private final RecordingTerminal terminal = new RecordingTerminal();

    @Test
    void shouldPrintKerasTable() {
        // When
        int status = CommandLines.on(terminal).execute("model", "summary", "lenet5");

        // Then
        assertThat(status).isZero();
        assertThat(terminal.out()).contains("conv3 (Conv2D)").contains("48,120").contains("Total params: 303,626");
    }

    @Test
    void shouldPrintJson() throws IOException {
        // When
        CommandLines.on(terminal).execute("model", "summary", "lenet5", "--json");

        // Then
        JsonNode summary = new ObjectMapper().readTree(terminal.out());
        assertThat(summary.path("parameters").asLong()).isEqualTo(303_626);
        assertThat(summary.path("trainableParameters").asLong()).isEqualTo(303_626);
        assertThat(summary.path("layers").get(1).toString())
                .isEqualTo(
                        "{\"name\":\"conv1\",\"type\":\"Conv2D\",\"outputShape\":[null,24,24,6],\"parameters\":156}");
    }

    @Test
    void shouldCountWhatKerasCountsWithTheArchitecturesOwnInputAndClasses() throws IOException {
        // When
        CommandLines.on(terminal).execute("model", "summary", "vgg16", "--json");

        // Then
        JsonNode summary = new ObjectMapper().readTree(terminal.out());
        assertThat(summary.path("parameters").asLong()).isEqualTo(138_357_544);
    }

    @Test
    void shouldTakeInputAndClasses() throws IOException {
        // When
        CommandLines.on(terminal)
                .execute("model", "summary", "lenet5", "--json", "--input", "32,32,3", "--classes", "5");

        // Then
        JsonNode layers = new ObjectMapper().readTree(terminal.out()).path("layers");
        assertThat(layers.get(0).path("outputShape").toString()).isEqualTo("[null,32,32,3]");
        assertThat(layers.get(layers.size() - 1).path("outputShape").toString()).isEqualTo("[null,5]");
    }
}
