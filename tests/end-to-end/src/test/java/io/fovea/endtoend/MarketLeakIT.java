package io.fovea.endtoend;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The leak detector, from bars through preprocessing and trainer to what the folds' networks said. Returns are drawn at random, so there
 * is nothing to find in them; the volume of each month tells one month's return.
 */
class MarketLeakIT {
    private static final int INSTRUMENTS = 20;
    private static final int MONTHS = 72;
    private static final int MOVED_FROM = 64;
    private static final IntUnaryOperator NEXT = month -> month + 1;
    private static final IntUnaryOperator LAST = month -> month - 1;

    @TempDir
    private Path folder;

    @Test
    void shouldFindAFutureThatWasPlantedAndNothingInThePast() throws IOException {
        // When
        Run future = run("future", bars(NEXT, false));
        Run past = run("past", bars(LAST, false));
        Run moved = run("moved", bars(LAST, true));

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
        YearMonth date = month(MOVED_FROM);
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
                """.formatted(names()));
        Path kept = folder.resolve(name);
        Fovea.Outcome outcome = new Fovea(kept).run("run", pipeline.toString(), "--data", data.toString(), "--json");
        JsonNode report = new ObjectMapper().readTree(outcome.orFail().out());
        assertThat(report.path("refused").asInt()).isZero();
        return new Run(report.path("evaluation").path("figures"), kept.resolve("leak-signals.csv"));
    }

    /** Named, so that the last period closes when it is whole, and no run waits for it to be idle. */
    private static String names() {
        return IntStream.range(0, INSTRUMENTS).mapToObj(number -> "I" + number).collect(joining(", "));
    }

    /**
     * Bars of every instrument and month.
     *
     * @param told the month whose return a month's volume tells
     * @param moved whether all after a date is something else
     */
    private static String bars(IntUnaryOperator told, boolean moved) {
        Random random = new Random(5);
        StringBuilder csv = new StringBuilder("instrument,time,close,volume\n");
        for (int instrument = 0; instrument < INSTRUMENTS; instrument++) {
            double[] returns = random.doubles(MONTHS + 1, -0.1, 0.1).toArray();
            for (int month = MOVED_FROM; moved && month <= MONTHS; month++) {
                returns[month] = -returns[month] / 2;
            }
            double close = 100;
            for (int month = 0; month < MONTHS; month++) {
                close *= 1 + returns[month];
                double said = returns[Math.max(0, told.applyAsInt(month))];
                csv.append(String.format(
                        Locale.ROOT,
                        "I%d,%s,%.8f,%.0f%n",
                        instrument,
                        month(month),
                        close,
                        1e9 * Math.exp(10 * said) / close));
            }
        }
        return csv.toString();
    }

    private static YearMonth month(int months) {
        return YearMonth.of(2000, 1).plusMonths(months);
    }
}
