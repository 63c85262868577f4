package io.fovea.evaluation;

import io.fovea.evaluation.baselines.Regression;
import io.fovea.evaluation.folds.Fold;
import java.util.Arrays;

/** Learns from a fold's training rows and predicts its test rows. */
@FunctionalInterface
public interface Learner {
    /**
     * A score for each of {@code fold.test()}, in its order; NaN where it has none.
     *
     * @param panel of whose labels only those of {@code fold.train()} may be looked at
     */
    double[] predict(Panel panel, Fold fold);

    /** The newest return itself, whose sign says up or down and whose size orders; no probability. */
    static Learner lastReturn() {
        return (panel, fold) -> Arrays.stream(fold.test())
                .mapToDouble(row -> panel.lastReturn()[row])
                .toArray();
    }

    /** Logistic regression of directions, ridge regression of returns. */
    static Learner regression(boolean direction) {
        var regression = direction ? Regression.LOGISTIC : Regression.RIDGE;
        return (panel, fold) -> regression
                .fit(panel.features(), panel.targets(direction), fold.fit(), fold.validation(), fold.train())
                .predict(fold.test());
    }
}
