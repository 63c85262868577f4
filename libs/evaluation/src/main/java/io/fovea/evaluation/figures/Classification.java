package io.fovea.evaluation.figures;

import io.fovea.evaluation.statistics.Ranks;
import java.util.Collection;

/**
 * Up or down, over all signals together.
 *
 * @param accuracy share whose direction was right
 * @param majority share of the more frequent direction: what saying it always would get
 * @param auc area under the ROC curve; NaN where all went one way
 */
public record Classification(double accuracy, double majority, double auc) {

    static Classification of(Collection<Signal> signals, Terms terms) {
        boolean[] up = new boolean[signals.size()];
        int hits = 0;
        int ups = 0;
        int i = 0;
        for (Signal signal : signals) {
            up[i++] = signal.up();
            ups += signal.up() ? 1 : 0;
            hits += (signal.score() > terms.threshold()) == signal.up() ? 1 : 0;
        }
        double count = up.length;
        return new Classification(
                hits / count, Math.max(ups, count - ups) / count, Ranks.auc(CrossSections.scores(signals), up));
    }
}
