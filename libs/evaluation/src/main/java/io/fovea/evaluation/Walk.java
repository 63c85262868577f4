package io.fovea.evaluation;

import io.fovea.evaluation.figures.Signal;
import io.fovea.evaluation.folds.Fold;
import java.util.ArrayList;
import java.util.List;

/** A learner taken through folds: each test window is predicted once, by what was learned before it. */
public final class Walk {
    private Walk() {}

    /** The signals of each fold's test window. */
    public static List<List<Signal>> of(Panel panel, List<Fold> folds, Learner learner) {
        return folds.stream()
                .map(fold -> signals(panel, fold.test(), learner.predict(panel, fold)))
                .toList();
    }

    /** What was scored, beside what became of it. */
    public static List<Signal> signals(Panel panel, int[] rows, double[] scores) {
        List<Signal> signals = new ArrayList<>(rows.length);
        for (int i = 0; i < rows.length; i++) {
            Panel.Label label = panel.label()[rows[i]];
            signals.add(new Signal(
                    panel.instrument(rows[i]), panel.periodEnd(rows[i]), scores[i], label.forwardReturn(), label.up()));
        }
        return signals;
    }
}
