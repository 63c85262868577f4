package io.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fovea.cli.terminal.RecordingTerminal;
import io.fovea.pipeline.PipelineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A search on real digits, in this process. */
class SearchCommandTest {
    private static final String DIGITS = "../../examples/digits";
    private static final String RATE = "train.optimizer.sgd.learningRate";

    @TempDir
    private Path folder;

    private final RecordingTerminal terminal = new RecordingTerminal();

    @Test
    void shouldFindARateThatLearnsAndStopTheOthersEarly() throws IOException {
        // Given: rates of which most are too small to learn in so few steps
        Path best = folder.resolve("best.yaml");
        List<String> search = List.of(
                "--vary",
                RATE + "=log:0.00001..0.3",
                "--vary",
                "train.batchSize=16,32",
                "--trials",
                "6",
                "--per-class",
                "30",
                "--folder",
                folder.resolve("kept").toString());

        // When
        int status = run(search, "--json", "--out", best.toString());

        // Then
        assertThat(status).as(terminal.err()).isZero();
        JsonNode found = new ObjectMapper().readTree(terminal.out());
        assertThat(found.get("monitor").asText()).isEqualTo("val_accuracy");
        assertThat(found.get("trials")).hasSize(6);
        assertThat(found.get("best")).isEqualTo(found.get("trials").get(0));
        assertThat(found.get("trials").findValuesAsText("epochs")).containsExactly("3", "3", "1", "1", "1", "1");
        assertThat(found.get("best").get("stoppedEarly").asBoolean()).isFalse();
        assertThat(found.get("trials").get(5).get("stoppedEarly").asBoolean()).isTrue();
        assertThat(found.get("best").get("score").asDouble())
                .isGreaterThan(found.get("trials").get(5).get("score").asDouble());
        String rate = found.get("best").get("values").get(RATE).asText();
        assertThat(PipelineSpec.read(best).train().optimizer().learningRate()).isEqualTo(Double.parseDouble(rate));
        assertThat(Files.readString(best))
                .startsWith("# LeNet-5, a little")
                .contains("learningRate: " + rate + ", momentum");
        assertThat(terminal.err()).contains("270 labelled images").contains("6 trials by 81 validation images");

        // and again in the same folder, all is known already
        assertThat(run(search)).isZero();
        assertThat(terminal.out()).contains("stopped early").contains("best  " + RATE + ": " + rate);
    }

    @Test
    void shouldTrainAllToTheEndWhereAskedTo() throws IOException {
        // When
        int status = run(List.of(
                "--vary",
                "train.batchSize=8,64",
                "--trials",
                "2",
                "--per-class",
                "8",
                "--random",
                "--monitor",
                "val_loss",
                "--json"));

        // Then
        assertThat(status).as(terminal.err()).isZero();
        JsonNode trials = new ObjectMapper().readTree(terminal.out()).get("trials");
        assertThat(trials.findValuesAsText("epochs")).containsExactly("4", "4");
        assertThat(trials.findValuesAsText("stoppedEarly")).containsOnly("false");
        assertThat(trials.get(0).get("score").asDouble())
                .isLessThanOrEqualTo(trials.get(1).get("score").asDouble());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --vary train.momentum=0..1   | There is no single value at train.momentum in the file.
            --vary train.batchSize=0,16  | --vary train.batchSize=0
            --monitor accuracy           | There is no metric 'accuracy' to compare by; there is val_accuracy, val_loss.
            --trials 0                   | 0 trials are not allowed; allowed: 1 to 1000.
            --eta 1                      | Expected an eta of 2 or more, received 1.
            --min-epochs 9               | Expected epochs at most of 9 or more, received 4.
            """)
    void shouldSayWhatCannotBeSearched(String arguments, String why) throws IOException {
        assertThat(run(List.of(arguments.split(" ")))).isEqualTo(1);
        assertThat(terminal.err()).contains(why);
        assertThat(terminal.err().lines().count()).isLessThan(3);
    }

    @Test
    void shouldRefusePipelinesThatAreNotSearchedThisWay() {
        int status = CommandLines.on(terminal)
                .execute(
                        "search",
                        "../../examples/market/stocks.yaml",
                        "--data",
                        DIGITS,
                        "--vary",
                        "train.batchSize=64,128");
        assertThat(status).isEqualTo(1);
        assertThat(terminal.err()).contains("takes bars: each of its folds chooses by train.search.");
    }

    private int run(List<String> options, String... more) throws IOException {
        Path file = folder.resolve("little.yaml");
        Files.writeString(file, """
                # LeNet-5, a little
                pipeline: little
                input: {kind: image, channels: 1, size: [28, 28]}
                transforms: [{rescale: [0, 1]}]
                augment: [{shift: 0.04}]
                model: {architecture: lenet5, classes: [0, 1, 2, 3, 4, 5, 6, 7, 8]}
                train:
                  optimizer: {sgd: {learningRate: 0.01, momentum: 0.9}}
                  batchSize: 16
                  epochs: 4
                  validationSplit: 0.3
                """);
        List<String> command = new ArrayList<>(List.of("search", file.toString(), "--data", DIGITS));
        Stream.concat(options.stream(), Stream.of(more)).forEach(command::add);
        return CommandLines.on(terminal).execute(command.toArray(String[]::new));
    }
}
