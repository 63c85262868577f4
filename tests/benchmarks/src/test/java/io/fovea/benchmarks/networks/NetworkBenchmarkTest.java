package io.fovea.benchmarks.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The benchmark runs; what it measures is no test's business. */
class NetworkBenchmarkTest {

    @Test
    void shouldPrintARowForTrainingAndForPrediction() {
        // Given
        var printed = new ByteArrayOutputStream();

        // When
        NetworkBenchmark.run(
                new PrintStream(printed, true, StandardCharsets.UTF_8), "lenet5", "1", "0.01", "wall", "2");

        // Then
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .containsPattern("LeNet-5 +train +batch +2 +Fovea +[0-9]+ images/s")
                .containsPattern("LeNet-5 +predict +batch +2 +Fovea +[0-9]+ images/s.* ONNX Runtime +[0-9]+ ");
    }

    @ParameterizedTest
    @CsvSource({"LENET5, 303626", "CIFAR_CNN, 528054", "RESNET20, 274442", "MOBILENET, 475544"})
    void shouldMeasureThePublishedNetworks(Network network, long parameters) {
        assertThat(network.model().parameters()).isEqualTo(parameters);
    }

    @ParameterizedTest
    @EnumSource(Network.class)
    void shouldMeasureTheSameNetworkOnThePeer(Network network) {
        assumeThat(PeerNetwork.available())
                .as("Skipped: PyTorch's natives are not on the class path; -Ppeers adds them")
                .isTrue();
        PeerNetwork.prepare(Clock.WALL);
        try (Contender peer = PeerNetwork.of(network, 1).orElseThrow()) {
            assertThat(peer.parameters()).isEqualTo(network.model().parameters());
        }
    }
}
