package io.fovea.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a live version's signals were worth, from bars to the command's figures: the volume of each month tells the next return, so who
 * has learned that is right about months that nobody had seen.
 */
class SignalQualityIT {

    private static final YearMonth LEARNED_UNTIL = TellingBars.month(60);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    @Test
    void shouldJudgeSignalsByTheReturnsThatCome() throws IOException {
        // Given
        Path pipeline = Files.writeString(folder.resolve("leak.yaml"), """
                pipeline: leak
                input: {kind: bars, period: month, columns: {volume: volume}, instruments: [%s]}
                windows: {lags: 4, channels: [return, volumeChange]}
                label: {kind: return}
                model: {layers: [{conv1d: {filters: 8, kernelSize: 2, activation: linear}}]}
                train: {optimizer: {adam: {learningRate: 0.01}}, batchSize: 32, epochs: 20, earlyStopping: {patience: 5}, seed: 7}
                evaluate: {folds: 1, trainPeriods: 30, testPeriods: 8, validationPeriods: 6, control: false}
                serve: {labels: {}, promote: {when: "accuracy > 0"}}
                """.formatted(TellingBars.names()));
        Path old = bars("old.csv", month -> month.isBefore(LEARNED_UNTIL));
        Path young = bars("young.csv", month -> !month.isBefore(LEARNED_UNTIL));
        Fovea fovea = new Fovea(folder.resolve("data"));
        try (Platform platform = fovea.up().awaitReady()) {

            // When
            assertThat(platform.isAlive()).isTrue();
            fovea.run("apply", pipeline.toString()).orFail();
            fovea.run("ingest", "leak", old.toString()).orFail();
            fovea.run("train", "leak").orFail();
            fovea.run("ingest", "leak", young.toString()).orFail();
            JsonNode quality = quality(fovea, TellingBars.MONTHS - 60); // from the last old window to the last but one

            // Then
            JsonNode signals = quality.path("signals");
            assertThat(signals.path("ic").asDouble()).isGreaterThan(0.9);
            assertThat(signals.path("icEvaluated").asDouble()).isGreaterThan(0.9);
            assertThat(signals.path("spread").asDouble()).isGreaterThan(0.05);
            assertThat(quality.path("accuracy").asDouble()).isGreaterThan(0.9);
            assertThat(quality.path("labels").asInt())
                    .isEqualTo(signals.path("periods").asInt() * TellingBars.INSTRUMENTS);
            assertThat(signals.path("inSample").asInt()).as("those before").isPositive();
        }
    }

    private Path bars(String name, Predicate<YearMonth> which) throws IOException {
        Stream<String> lines = TellingBars.csv(month -> month + 1).lines();
        String chosen = lines.filter(
                        line -> line.startsWith("instrument") || which.test(YearMonth.parse(line.split(",")[1])))
                .collect(Collectors.joining("\n", "", "\n"));
        return Files.writeString(folder.resolve(name), chosen);
    }

    /** Once it is of so many periods. */
    private static JsonNode quality(Fovea fovea, int periods) throws IOException {
        Instant deadline = Instant.now().plus(PATIENCE);
        JsonNode newest;
        do {
            String out = fovea.run("quality", "leak", "--json").orFail().out();
            newest = new ObjectMapper().readTree(out).path("versions").path(0);
            if (newest.at("/signals/periods").asInt() >= periods
                    && newest.at("/labels").asInt() >= periods * TellingBars.INSTRUMENTS) {
                return newest;
            }
            Pause.millis(500);
        } while (Instant.now().isBefore(deadline));
        throw new AssertionError("Expected %d periods within %s, there are: %s".formatted(periods, PATIENCE, newest));
    }
}
