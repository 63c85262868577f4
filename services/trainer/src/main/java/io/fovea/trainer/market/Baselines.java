package io.fovea.trainer.market;

import io.fovea.evaluation.Learner;
import io.fovea.evaluation.Walk;
import io.fovea.evaluation.figures.Figures;
import io.fovea.evaluation.figures.Signal;
import io.fovea.evaluation.figures.Terms;
import io.fovea.evaluation.report.EvaluationReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the plain learners make of an experiment's folds: the last return, and a regression on the same windows. */
final class Baselines {
    private final Map<String, Walked> byName = new LinkedHashMap<>();

    private Baselines() {}

    /** A learner's signals of each fold. */
    private record Walked(List<List<Signal>> folds, Terms terms) {
        Figures figures(List<Signal> signals) {
            return Figures.of(signals, terms);
        }
    }

    static Baselines of(Experiment experiment) {
        Baselines baselines = new Baselines();
        Terms terms = experiment.terms();
        Terms returns = new Terms(false, terms.quantiles(), terms.horizonPeriods(), terms.costBps());
        baselines.add(EvaluationReport.LAST_RETURN, Learner.lastReturn(), experiment, returns);
        baselines.add(EvaluationReport.REGRESSION, Learner.regression(terms.probabilities()), experiment, terms);
        return baselines;
    }

    private void add(String name, Learner learner, Experiment experiment, Terms terms) {
        byName.put(name, new Walked(Walk.of(experiment.panel(), experiment.folds(), learner), terms));
    }

    /** Of all test windows. */
    Map<String, Figures> together() {
        Map<String, Figures> figures = new LinkedHashMap<>();
        byName.forEach((name, walked) -> figures.put(
                name,
                walked.figures(walked.folds().stream().flatMap(List::stream).toList())));
        return figures;
    }

    /** @param fold its place, from 0 */
    Map<String, Figures> of(int fold) {
        Map<String, Figures> figures = new LinkedHashMap<>();
        byName.forEach((name, walked) ->
                figures.put(name, walked.figures(walked.folds().get(fold))));
        return figures;
    }
}
