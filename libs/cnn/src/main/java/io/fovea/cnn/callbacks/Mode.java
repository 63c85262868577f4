package io.fovea.cnn.callbacks;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** Whether less or more of a metric is better. */
public enum Mode {
    /**
     * By the metric's name: more is better of accuracies, AUC, precision, recall, F1 and correlations, less of losses and errors.
     * Another name is refused.
     */
    AUTO,
    /** Less is better. */
    MIN,
    /** More is better. */
    MAX;

    private static final Set<String> MORE = Set.of(
            "acc",
            "accuracy",
            "auc",
            "precision",
            "recall",
            "f1",
            "correlation",
            "spearman",
            "pearson",
            "ic",
            "r2",
            "iou");
    private static final Set<String> LESS =
            Set.of("loss", "error", "mse", "mae", "rmse", "crossentropy", "brier", "perplexity");

    /** @throws IllegalArgumentException where the name does not tell */
    boolean higherIsBetter(String metric) {
        if (this != AUTO) {
            return this == MAX;
        }
        String[] words = metric.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1);
        if (Arrays.stream(words).anyMatch(LESS::contains)) {
            return false;
        }
        if (Arrays.stream(words).anyMatch(MORE::contains)) {
            return true;
        }
        throw new IllegalArgumentException(
                "Whether more or less of %s is better does not follow from its name: give the mode MIN or MAX."
                        .formatted(metric));
    }
}
