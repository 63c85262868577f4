package io.fovea.endtoend;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The leak detector, from bars through preprocessing and trainer to what the folds' networks said. Returns are drawn at random, so there
 * is nothing to find in them; the volume of each month tells one month's return.
 */
class MarketLeakIT {
    private static final int INSTRUMENTS = TellingBars.INSTRUMENTS;
    private static final int MOVED_FROM = 64;
    private static final IntUnaryOperator NEXT = month -> month + 1;
    private static final IntUnaryOperator LAST = month -> month - 1;

    @TempDir
    private Path folder;

    @Test
    void shouldFindAFutureThatWasPlantedAndNothingInThePast() throws IOException {
        // When
        Run future = run("future", TellingBars.csv(NEXT));
        Run past = run("past", TellingBars.csv(LAST));
        Run moved = run("moved", TellingBars.csv(LAST, MOVED_FROM));

        // Then a volume that knows the next return shows it, and only with the real labels
        assertThat(future.ic("network")).isGreaterThan(0.9);
        assertThat(future.ic("regression")).isGreaterThan(0.95);
        assertThat(Math.abs(future.figure("control", "tStatistic"))).isLessThan(3);
        // One that knows the last return does not: a month's correlation has 1 / sqrt(19) by chance, their mean over 24
        // months 0.047
        assertThat(Math.abs(past.ic("network"))).isLessThan(3 * 0.047);
        // And what comes later changes nothing that was said before
        Map<String, String> before = moved.signals();
        Map<String, String> same = past.signals();
        assertThat(same).hasSize(24 * INSTRUMENTS);
        YearMonth date = TellingBars.month(MOVED_FROM);
        same.keySet()
                .removeIf(key -> !YearMonth.parse(
                                key.substring(key.indexOf(',') + 1).substring(0, 7))
                        .isBefore(date.plusMonths(1)));
        assertThat(same).hasSizeGreaterThan(10 * INSTRUMENTS);
        assertThat(before).containsAllEntriesOf(same).isNotEqualTo(past.signals());
    }

    private record Run(JsonNode figures, Path csv) {
        double ic(String learner) {
            return figure(learner, "mean");
        }

        double figure(String learner, String figure) {
            return figures.path(learner).path("ic").path(figure).asDouble();
        }

        /** Score by instrument and period end. */
        Map<String, String> signals() throws IOException {
            return Files.readAllLines(csv).stream()
                    .skip(1)
                    .map(line -> line.split(","))
                    .collect(toMap(cells -> cells[0] + "," + cells[1], cells -> cells[4]));
        }
    }

    private Run run(String name, String bars) throws IOException {
        Path data = Files.writeString(folder.resolve(name + ".csv"), bars);
        Path pipeline = Files.writeString(folder.resolve("leak.yaml"), """
                pipeline: leak
                input: {kind: bars, period: month, columns: {volume: volume}, instruments: [%s]}
                windows: {lags: 4, channels: [return, volumeChange]}
                label: {kind: return}
                model: {layers: [{conv1d: {filters: 8, kernelSize: 2, activation: linear}}]}
                train: {optimizer: {adam: {learningRate: 0.01}}, batchSize: 32, epochs: 20, earlyStopping: {patience: 5}, seed: 7}
                evaluate: {folds: 3, trainPeriods: 30, testPeriods: 8, validationPeriods: 6}
                """.formatted(TellingBars.names()));
        Path kept = folder.resolve(name);
        Fovea.Outcome outcome = new Fovea(kept).run("run", pipeline.toString(), "--data", data.toString(), "--json");
        JsonNode report = new ObjectMapper().readTree(outcome.orFail().out());
        assertThat(report.path("refused").asInt()).isZero();
        return new Run(report.path("evaluation").path("figures"), kept.resolve("leak-signals.csv"));
    }
}
