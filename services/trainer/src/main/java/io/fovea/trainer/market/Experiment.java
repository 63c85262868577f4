package io.fovea.trainer.market;

import io.fovea.evaluation.Panel;
import io.fovea.evaluation.Walk;
import io.fovea.evaluation.figures.Figures;
import io.fovea.evaluation.figures.Terms;
import io.fovea.evaluation.folds.Fold;
import io.fovea.evaluation.folds.Periods;
import io.fovea.evaluation.folds.Universe;
import io.fovea.evaluation.folds.WalkForward;
import io.fovea.pipeline.EvaluateSpec;
import io.fovea.pipeline.EvaluateSpec.Mistake;
import io.fovea.pipeline.LabelSpec;
import io.fovea.pipeline.MarketSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.UniverseSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be trained and judged: a pipeline's windows, cut into folds, with their labels and with shuffled ones.
 *
 * @param panel with its labels
 * @param control the same with shuffled ones
 * @param periods of the windows that belong to the universe and are reached by a fold
 * @param folds oldest test first
 * @param last all that is known, for the network that goes live
 * @param terms of the figures
 * @param tasks a network each
 */
record Experiment(
        Panel panel, Panel control, Periods periods, List<Fold> folds, Fold last, Terms terms, List<FoldTask> tasks) {

    static final String NETWORK = "network-";
    static final String CONTROL = "control-";

    static Experiment of(PipelineSpec pipeline, Panel windows) {
        MarketSpec market = pipeline.market().orElseThrow();
        EvaluateSpec evaluate = market.evaluate();
        boolean[] members = members(windows, market);
        Panel panel =
                evaluate.mistakes().contains(Mistake.MISALIGNED) ? Mistakes.misaligned(windows, members) : windows;
        Periods periods = Periods.of(panel, members);
        WalkForward walk = walk(evaluate);
        List<Fold> folds = walk.split(panel, periods);
        Panel control = panel.withShuffledLabels(periods, pipeline.train().seed());
        return new Experiment(
                panel,
                control,
                periods,
                folds,
                walk.last(panel, periods),
                new Terms(
                        market.label().kind() == LabelSpec.Kind.DIRECTION,
                        market.signals().quantiles(),
                        market.label().horizon(),
                        evaluate.costBps()),
                tasks(panel, control, folds, evaluate.control()));
    }

    private static List<FoldTask> tasks(Panel panel, Panel control, List<Fold> folds, boolean withControl) {
        List<FoldTask> tasks = new ArrayList<>();
        for (Fold fold : folds) {
            tasks.add(new FoldTask(NETWORK + fold.number(), panel, fold));
            if (withControl) {
                tasks.add(new FoldTask(CONTROL + fold.number(), control, fold));
            }
        }
        return List.copyOf(tasks);
    }

    private static WalkForward walk(EvaluateSpec evaluate) {
        return new WalkForward(
                evaluate.folds(),
                evaluate.trainPeriods(),
                evaluate.testPeriods(),
                evaluate.validationPeriods(),
                evaluate.embargoPeriods(),
                evaluate.expanding());
    }

    private static boolean[] members(Panel windows, MarketSpec market) {
        EvaluateSpec evaluate = market.evaluate();
        int top = market.universe().map(UniverseSpec::top).orElse(0);
        boolean[] members =
                new Universe(evaluate.minHistory(), top).members(windows, row -> windows.dollarVolume()[row]);
        if (!evaluate.expanding()) {
            onlyReached(windows, members, evaluate, market.label().horizon());
        }
        return evaluate.mistakes().contains(Mistake.SURVIVORS) ? Mistakes.survivors(windows, members) : members;
    }

    /** Periods that no fixed window comes to are left alone. */
    private static void onlyReached(Panel windows, boolean[] members, EvaluateSpec evaluate, int horizon) {
        Periods all = Periods.of(windows, members);
        int reached = evaluate.folds() * evaluate.testPeriods()
                + evaluate.trainPeriods()
                + evaluate.embargoPeriods()
                + horizon
                + 2; // strictness, and a label that is known late
        if (reached < all.count()) {
            long first = all.end(all.count() - reached);
            for (int row = 0; row < members.length; row++) {
                members[row] &= windows.periodEnd(row) >= first;
            }
        }
    }

    Figures figures(FoldTask task, FoldOutcome outcome) {
        return Figures.of(Walk.signals(task.panel(), task.fold().test(), outcome.scores()), terms);
    }

    /** For an event; what is not known is left out. */
    Map<String, Double> metrics(FoldTask task, FoldOutcome outcome) {
        Figures figures = figures(task, outcome);
        String prefix = task.name().startsWith(CONTROL) ? "control_" : "test_";
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("loss", outcome.loss().get(Math.max(0, outcome.epochs() - 1)));
        metrics.put(prefix + "accuracy", figures.classification().accuracy());
        metrics.put(prefix + "ic", figures.ic().mean());
        metrics.values().removeIf(value -> !Double.isFinite(value));
        return metrics;
    }
}
