package io.fovea.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fovea.evaluation.figures.Figures;
import io.fovea.evaluation.report.EvaluationReport;
import io.fovea.evaluation.report.EvaluationReport.FoldReport;
import io.fovea.evaluation.report.ReportJson;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.training.v1.TrainingJob;
import io.fovea.proto.training.v1.TrainingState;
import io.fovea.registry.Manifest;
import io.fovea.trainer.jobs.Outcome;
import io.fovea.trainer.jobs.Stop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The evaluation with a network in it, from labelled windows to the report. */
class MarketTrainerTest {
    private static final MarketWindows.Planted NOTHING = (returns, period) -> returns[period - MarketWindows.LAGS + 1];
    private static final MarketWindows.Planted FUTURE = (returns, period) -> returns[period + 1];

    /** Standard error of the mean of twelve periods' correlations where there is nothing: each has 1 / sqrt(instruments - 1). */
    private static final double CHANCE = 1 / Math.sqrt(12.0 * (MarketWindows.INSTRUMENTS - 1));

    @TempDir
    private Path storage;

    @Test
    void shouldJudgeADirectionAndTrainTheNetworkThatGoesLive() {
        try (Workplace workplace = new Workplace(storage)) {
            // When
            EvaluationReport report = report(workplace, "direction", "", FUTURE, MarketWindows.returns(1));

            // Then a network that is shown the future finds it, and not in shuffled labels
            assertThat(report.figures().get(EvaluationReport.NETWORK).ic().mean())
                    .isGreaterThan(0.85);
            assertThat(report.figures()
                            .get(EvaluationReport.NETWORK)
                            .classification()
                            .auc())
                    .isGreaterThan(0.95);
            assertThat(report.figures().get(EvaluationReport.REGRESSION).ic().mean())
                    .isGreaterThan(0.9);
            Figures control = report.figures().get(EvaluationReport.CONTROL);
            assertThat(Math.abs(control.ic().mean()))
                    .isLessThan(2 * control.ic().standardError() + 1e-9);
            assertThat(report.folds()).hasSize(4).allMatch(fold -> fold.tested() == 3 * MarketWindows.INSTRUMENTS);
            assertThat(report.subject().parameters())
                    .as("the network alone, as published")
                    .isEqualTo(641);

            Manifest manifest = workplace.registry.manifest(
                    workplace.registry.publishedBy("job-1").orElseThrow());
            assertThat(manifest.labels()).containsExactly("down", "up");
            assertThat(manifest.outputs()).anySatisfy(output -> {
                assertThat(output.name()).isEqualTo("probabilities");
                assertThat(output.shape()).containsExactly(2L);
            });
            assertThat(manifest.metrics().get("test_ic"))
                    .isCloseTo(
                            report.figures().get(EvaluationReport.NETWORK).ic().mean(), within(1e-12));
            long newestLabel = 1000L * (MarketWindows.PERIODS + MarketWindows.LAGS);
            assertThat(manifest.lineage().trainedUntil()).isEqualTo(Instant.ofEpochMilli(newestLabel));
            assertThat(lines(workplace, EvaluationReport.signalsPlace("job-1")))
                    .hasSize(1 + 4 * 3 * MarketWindows.INSTRUMENTS)
                    .startsWith("instrument,period_end,as_of,fold,score,forward_return")
                    .anyMatch(line ->
                            line.matches("I7,1970-01-01T00:00:5\\dZ,1970-01-01T00:00:5\\dZ,\\d,0\\.\\d+,-?[\\d.E-]+"));
            assertThat(manifest.metrics()).containsKeys("control_ic", "control_ic_t", "test_auc", "test_accuracy");
        }
    }

    /** 30 learns nothing that lasts and 0.0001 too little in so few epochs; the inner split of each fold says so. */
    @Test
    void shouldChooseHyperParametersOnTheInnerSplitOfEachFold() {
        try (Workplace workplace = new Workplace(storage)) {
            // Given
            workplace.records.addAll(
                    MarketWindows.records(MarketWindows.examples(MarketWindows.returns(1), true, FUTURE)));
            String file = MarketWindows.file("direction", ", control: false")
                    .replace(
                            "seed: 7", "seed: 7, search: {trials: 4, learningRate: [0.0001, 30], batchSize: [32, 64]}");

            // When
            Outcome outcome = workplace.trainer("a").train(Stripes.job("job-1", file, 100_000), new Stop());

            // Then
            assertThat(outcome).as(workplace.last().getMessage()).isEqualTo(Outcome.COMPLETED);
            EvaluationReport report = read(workplace);
            assertThat(report.folds())
                    .extracting(fold -> fold.network().hyperParameters())
                    .allSatisfy(chosen -> {
                        assertThat(chosen.get("batch_size")).isIn(32.0, 64.0);
                        assertThat(chosen.get("learning_rate")).isBetween(0.0001, 3.0);
                    });
            assertThat(report.figures().get(EvaluationReport.NETWORK).ic().mean())
                    .isGreaterThan(0.5);
        }
    }

    @Test
    void shouldTrainByTheDeclaredScheduleAndLoss() {
        try (Workplace workplace = new Workplace(storage)) {
            // Given a schedule that stops all learning after the second epoch
            workplace.records.addAll(
                    MarketWindows.records(MarketWindows.examples(MarketWindows.returns(1), true, FUTURE)));
            String file = MarketWindows.file("direction", ", control: false")
                    .replace(
                            "earlyStopping: {patience: 4}",
                            "schedule: {step: {everyEpochs: 2, factor: 1.0e-9}}, loss: {labelSmoothing: 0.1}")
                    .replace("epochs: 12", "epochs: 5");

            // When
            Outcome outcome = workplace.trainer("a").train(Stripes.job("job-1", file, 100_000), new Stop());

            // Then
            assertThat(outcome).as(workplace.last().getMessage()).isEqualTo(Outcome.COMPLETED);
            assertThat(read(workplace).folds()).allSatisfy(fold -> {
                List<Double> loss = fold.network().loss();
                assertThat(loss).hasSize(5);
                assertThat(loss.get(1)).isLessThan(loss.get(0) - 0.1);
                assertThat(loss.get(4)).isCloseTo(loss.get(3), within(0.03)); // batches are drawn anew
            });
        }
    }

    /** Networks that a pipeline declares layer by layer, and the first edition's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{layers: [{conv1d: {filters: 8, kernelSize: 2, padding: causal, dilationRate: 2, activation: tanh}},"
                        + " {batchNormalization: {}}, {averagePooling1d: {poolSize: 2}}, {dropout: 0.1},"
                        + " {dense: {units: 8, activation: tanh}}]}",
                "{layers: [{conv1d: {filters: 8, kernelSize: 12, activation: linear}}, {globalMaxPooling1d: {}}]}",
                "{architecture: monthlyreturns-1st}"
            })
    void shouldTrainAnyNetworkOnWindows(String model) {
        try (Workplace workplace = new Workplace(storage)) {
            // Given
            workplace.records.addAll(
                    MarketWindows.records(MarketWindows.examples(MarketWindows.returns(1), true, FUTURE)));
            String file = MarketWindows.file("direction", ", control: false")
                    .replace("{architecture: monthlyreturns}", model);

            // When
            Outcome outcome = workplace.trainer("a").train(Stripes.job("job-1", file, 100_000), new Stop());

            // Then
            assertThat(outcome).as(workplace.last().getMessage()).isEqualTo(Outcome.COMPLETED);
            EvaluationReport report = read(workplace);
            assertThat(report.figures()).doesNotContainKey(EvaluationReport.CONTROL);
            assertThat(report.figures().get(EvaluationReport.NETWORK).ic().mean())
                    .isGreaterThan(0.5); // 0.05 is chance
        }
    }

    @Test
    void shouldFindNothingWhereThereIsNothing() {
        try (Workplace workplace = new Workplace(storage)) {
            EvaluationReport report = report(workplace, "return", "", NOTHING, MarketWindows.returns(1));

            assertThat(Math.abs(
                            report.figures().get(EvaluationReport.NETWORK).ic().mean()))
                    .isLessThan(3 * CHANCE);
            Manifest manifest = workplace.registry.manifest(
                    workplace.registry.publishedBy("job-1").orElseThrow());
            assertThat(manifest.labels()).isEmpty();
            assertThat(manifest.outputs()).singleElement().satisfies(output -> {
                assertThat(output.name()).isEqualTo("outputs");
                assertThat(output.shape()).containsExactly(1L);
            });
        }
    }

    @Test
    void shouldNotChangeAFoldThatEndsBeforeTheBarsThatMove() {
        // Given every bar after a date moves
        double[][] moved = MarketWindows.returns(1);
        int date = MarketWindows.PERIODS + MarketWindows.LAGS - 5;
        for (double[] own : moved) {
            for (int period = date + 1; period < own.length; period++) {
                own[period] = -2 * own[period];
            }
        }

        // When
        List<FoldReport> before = folds("before", MarketWindows.returns(1));
        List<FoldReport> after = folds("after", moved);

        // Then folds whose last label is known by then are the same to the last digit
        int same = 0;
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i).testToMillis() <= 1000L * date) {
                assertThat(after.get(i)).isEqualTo(before.get(i));
                same++;
            }
        }
        assertThat(same).isEqualTo(2);
        assertThat(after.get(3)).isNotEqualTo(before.get(3));
    }

    @Test
    void shouldGoOnFromTheFoldsThatAreDone() {
        // Given a trainer that is stopped after its third network
        EvaluationReport whole;
        try (Workplace workplace = new Workplace(storage.resolve("whole"))) {
            whole = report(workplace, "return", "", NOTHING, MarketWindows.returns(1));
        }
        try (Workplace workplace = new Workplace(storage.resolve("broken"))) {
            workplace.records.addAll(
                    MarketWindows.records(MarketWindows.examples(MarketWindows.returns(1), false, NOTHING)));
            Stop stop = new Stop();
            workplace.onEvent(event -> {
                if (event.getEpoch() == 3) {
                    stop.request();
                }
            });
            Outcome first = workplace.trainer("a").train(job("return", ""), stop);
            int done = workplace.events(TrainingState.TRAINING_STATE_EPOCH).size();

            // When
            Outcome second = workplace.trainer("b").train(job("return", ""), new Stop());

            // Then
            assertThat(first).isEqualTo(Outcome.STOPPED);
            assertThat(done).isLessThan(9);
            assertThat(second).isEqualTo(Outcome.COMPLETED);
            assertThat(read(workplace).folds()).isEqualTo(whole.folds());
            assertThat(workplace.store.exists("checkpoints/job-1")).isFalse();
        }
    }

    @Test
    void shouldMakeDeadLettersOfWindowsThatCannotBeLearnedFrom() {
        try (Workplace workplace = new Workplace(storage)) {
            // Given
            List<Example> examples = MarketWindows.examples(MarketWindows.returns(1), false, NOTHING);
            Example good = examples.get(0);
            workplace.records.addAll(MarketWindows.records(examples));
            workplace.records.addAll(MarketWindows.records(List.of(
                    good.toBuilder().clearWindow().build(),
                    good.toBuilder().clearInputs().build(),
                    good.toBuilder()
                            .setWindow(good.getWindow().toBuilder().setLabelAsOfMillis(1))
                            .build())));

            // When
            Outcome outcome = workplace.trainer("a").train(job("return", ""), new Stop());

            // Then
            assertThat(outcome).isEqualTo(Outcome.COMPLETED);
            assertThat(workplace.rejected)
                    .extracting(rejected -> rejected.why().code())
                    .containsExactlyInAnyOrder("MALFORMED_RECORD", "MALFORMED_TENSOR", "MALFORMED_RECORD");
        }
    }

    @Test
    void shouldSayHowManyFoldsFit() {
        try (Workplace workplace = new Workplace(storage)) {
            workplace.records.addAll(
                    MarketWindows.records(MarketWindows.examples(MarketWindows.returns(1), false, NOTHING)));
            String file = MarketWindows.file("return", "").replace("folds: 4", "folds: 400");

            Outcome outcome = workplace.trainer("a").train(Stripes.job("job-1", file, 100_000), new Stop());

            assertThat(outcome).isEqualTo(Outcome.FAILED);
            assertThat(workplace.last().getMessage())
                    .startsWith("400 folds of 24 training and 3 test periods do not fit into 51 periods")
                    .contains("Allowed: at most 8 folds");
        }
    }

    /** An epoch that the test itself picked makes something of nothing, in shuffled labels just as well. */
    @Test
    void shouldRepeatThePublishedMistakes() {
        try (Workplace workplace = new Workplace(storage)) {
            EvaluationReport report = report(
                    workplace,
                    "return",
                    ", mistakes: [misaligned, epochByTest, survivors]",
                    FUTURE,
                    MarketWindows.returns(1));

            Map<String, Figures> figures = report.figures();
            assertThat(figures.get(EvaluationReport.NETWORK).ic().mean()).isBetween(0.0, 0.3);
            assertThat(figures.get(EvaluationReport.CONTROL).ic().mean()).isGreaterThan(0);
            assertThat(report.plan().mistakes()).containsExactly("MISALIGNED", "EPOCH_BY_TEST", "SURVIVORS");
        }
    }

    private List<FoldReport> folds(String name, double[][] returns) {
        try (Workplace workplace = new Workplace(storage.resolve(name))) {
            return report(workplace, "direction", "", NOTHING, returns).folds();
        }
    }

    private static EvaluationReport report(
            Workplace workplace, String kind, String more, MarketWindows.Planted planted, double[][] returns) {
        workplace.records.addAll(
                MarketWindows.records(MarketWindows.examples(returns, kind.equals("direction"), planted)));
        Outcome outcome = workplace.trainer("a").train(job(kind, more), new Stop());
        assertThat(outcome).as(workplace.last().getMessage()).isEqualTo(Outcome.COMPLETED);
        return read(workplace);
    }

    private static TrainingJob job(String kind, String more) {
        return Stripes.job("job-1", MarketWindows.file(kind, more), 100_000);
    }

    private static List<String> lines(Workplace workplace, String place) {
        try {
            return Files.readAllLines(workplace.store.fetch(place));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EvaluationReport read(Workplace workplace) {
        try {
            return ReportJson.read(Files.readAllBytes(workplace.store.fetch(EvaluationReport.place("job-1"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
