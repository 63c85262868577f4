package io.fovea.cnn.metrics;

/**
 * {@link Auc} for several classes that exclude each other: each class against all others, and the mean over the classes, as
 * scikit-learn's {@code roc_auc_score(multi_class="ovr", average="macro")}. A class that the targets have nowhere, or everywhere, has no area
 * and does not count, where scikit-learn refuses; NaN where no class has one, or an output is no number.
 *
 * <p>Outputs and targets as for {@link Accuracy}. Examples are put in the order of the class's probability. Of logits that is the softmax, whose
 * order is not that of the class's own logits; it is taken as log odds, so that outputs near 0 and 1 do not tie.
 *
 * <p>Memory: 4 bytes for each output, and 24 more an example while {@link Accumulator#result} sorts them.
 *
 * @param curve under which
 * @param fromLogits whether outputs are logits, else they are probabilities
 * @param name what it is called in logs
 */
public record OneVsRestAuc(Auc.Curve curve, boolean fromLogits, String name) implements Metric {
    /** Under the ROC curve, of logits; called {@code macro_auc}. */
    public OneVsRestAuc() {
        this(Auc.Curve.ROC, true, "macro_auc");
    }

    /** The same on logits or on probabilities. */
    public OneVsRestAuc fromLogits(boolean logits) {
        return new OneVsRestAuc(curve, logits, name);
    }

    @Override
    public Accumulator start() {
        return new OneVsRestAccumulator(curve, fromLogits);
    }
}
