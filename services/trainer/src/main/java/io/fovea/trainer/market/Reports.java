package io.fovea.trainer.market;

import io.fovea.evaluation.Panel;
import io.fovea.evaluation.Walk;
import io.fovea.evaluation.figures.Figures;
import io.fovea.evaluation.figures.Signal;
import io.fovea.evaluation.folds.Fold;
import io.fovea.evaluation.folds.Periods;
import io.fovea.evaluation.report.EvaluationReport;
import io.fovea.evaluation.report.EvaluationReport.FoldReport;
import io.fovea.evaluation.report.EvaluationReport.Learned;
import io.fovea.pipeline.EvaluateSpec;
import io.fovea.pipeline.MarketSpec;
import io.fovea.trainer.jobs.CheckedJob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Makes the report of an experiment's outcomes. */
final class Reports {
    private final CheckedJob job;
    private final MarketSpec market;
    private final Experiment experiment;
    private final Map<String, FoldOutcome> outcomes;
    private final Baselines baselines;

    Reports(CheckedJob job, Experiment experiment, Map<String, FoldOutcome> outcomes) {
        this.job = job;
        this.market = job.pipeline().market().orElseThrow();
        this.experiment = experiment;
        this.outcomes = outcomes;
        this.baselines = Baselines.of(experiment);
    }

    EvaluationReport report(long parameters, int finalEpochs, double seconds) {
        return new EvaluationReport(
                subject(parameters),
                data(),
                plan(),
                experiment.folds().stream().map(this::fold).toList(),
                figures(),
                finalEpochs,
                seconds);
    }

    /** For the model version: of all test windows together, and of the control. */
    static Map<String, Double> metrics(EvaluationReport report) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        report.figures().forEach((name, figures) -> {
            String prefix = name.equals(EvaluationReport.NETWORK) ? "test_" : name + "_";
            metrics.put(prefix + "accuracy", figures.classification().accuracy());
            metrics.put(prefix + "auc", figures.classification().auc());
            metrics.put(prefix + "ic", figures.ic().mean());
            metrics.put(prefix + "ic_t", figures.ic().tStatistic());
            metrics.put(prefix + "icir", figures.ic().icir());
            metrics.put(prefix + "spread", figures.quantiles().spread());
            metrics.put(prefix + "spread_after_cost", figures.quantiles().spreadAfterCost());
            metrics.put(prefix + "turnover", figures.quantiles().turnover());
            metrics.put(prefix + "coverage", figures.coverage());
        });
        metrics.values().removeIf(value -> !Double.isFinite(value));
        return metrics;
    }

    private EvaluationReport.Subject subject(long parameters) {
        return new EvaluationReport.Subject(
                job.pipeline().name(),
                job.pipeline().version(),
                job.id(),
                job.pipeline().model().network(),
                parameters,
                experiment.terms().probabilities(),
                market.bars().period().key(),
                job.pipeline().train().seed(),
                job.job().getRequestedAtMillis());
    }

    private EvaluationReport.Data data() {
        Periods periods = experiment.periods();
        Panel panel = experiment.panel();
        int[] sizes = IntStream.range(0, periods.count())
                .map(period -> periods.rows(period).length)
                .toArray();
        long instruments = IntStream.range(0, periods.count())
                .flatMap(period -> IntStream.of(periods.rows(period)))
                .mapToObj(panel::instrument)
                .distinct()
                .count();
        return new EvaluationReport.Data(
                IntStream.of(sizes).sum(),
                (int) instruments,
                sizes.length,
                periods.end(0),
                periods.end(sizes.length - 1),
                IntStream.of(sizes).min().orElse(0),
                IntStream.of(sizes).max().orElse(0),
                market.evaluate().dataHindsight());
    }

    private EvaluationReport.Plan plan() {
        EvaluateSpec evaluate = market.evaluate();
        return new EvaluationReport.Plan(
                evaluate.folds(),
                evaluate.trainPeriods(),
                evaluate.testPeriods(),
                evaluate.validationPeriods(),
                evaluate.embargoPeriods(),
                evaluate.expanding(),
                evaluate.minHistory(),
                market.universe()
                        .map(universe -> "the %d traded most, by mean dollar volume of the last %d periods"
                                .formatted(universe.top(), universe.over())),
                market.label().horizon(),
                market.signals().quantiles(),
                evaluate.costBps(),
                evaluate.mistakes().stream().map(Enum::name).toList());
    }

    private FoldReport fold(Fold fold) {
        return new FoldReport(
                fold.number(),
                fold.trainSpan().fromMillis(),
                fold.trainSpan().toMillis(),
                fold.testSpan().fromMillis(),
                fold.testSpan().toMillis(),
                fold.fit().length,
                fold.validation().length,
                fold.train().length,
                fold.test().length,
                fold.purged(),
                learned(Experiment.NETWORK, experiment.panel(), fold).orElseThrow(),
                learned(Experiment.CONTROL, experiment.control(), fold),
                baselines.of(experiment.folds().indexOf(fold)));
    }

    private Optional<Learned> learned(String kind, Panel panel, Fold fold) {
        return Optional.ofNullable(outcomes.get(kind + fold.number()))
                .map(outcome -> new Learned(
                        outcome.epochs(),
                        outcome.loss(),
                        outcome.validationLoss(),
                        outcome.hyperParameters(),
                        Figures.of(Walk.signals(panel, fold.test(), outcome.scores()), experiment.terms())));
    }

    private Map<String, Figures> figures() {
        Map<String, Figures> figures = new LinkedHashMap<>();
        figures.put(EvaluationReport.NETWORK, together(Experiment.NETWORK, experiment.panel()));
        if (market.evaluate().control()) {
            figures.put(EvaluationReport.CONTROL, together(Experiment.CONTROL, experiment.control()));
        }
        figures.putAll(baselines.together());
        return figures;
    }

    private Figures together(String kind, Panel panel) {
        List<Signal> signals = new ArrayList<>();
        for (Fold fold : experiment.folds()) {
            signals.addAll(Walk.signals(
                    panel, fold.test(), outcomes.get(kind + fold.number()).scores()));
        }
        return Figures.of(signals, experiment.terms());
    }
}
