package io.fovea.cnn.metrics;

/**
 * The area under a curve over all thresholds, exact. Keras' {@code AUC} approximates it at 200 thresholds, and takes probabilities
 * alone; this one depends on the order of the outputs only, so it takes logits as well.
 *
 * <p>Targets are 0 and 1, in the shape of the outputs, all outputs together; or class numbers for outputs {@code [batch, 2]}. NaN
 * where an output is no number, where nothing is yes, and for {@link Curve#ROC} where nothing is no.
 *
 * <p>Memory: 8 bytes for each output, and 16 more while {@link Accumulator#result} sorts them.
 *
 * @param curve under which
 * @param name what it is called in logs
 */
public record Auc(Curve curve, String name) implements Metric {
    /** Under the ROC curve; called {@code auc}. */
    public Auc() {
        this(Curve.ROC, "auc");
    }

    /** Under precision over recall; called {@code pr_auc}. */
    public static Auc precisionRecall() {
        return new Auc(Curve.PRECISION_RECALL, "pr_auc");
    }

    @Override
    public Accumulator start() {
        return new ScoresAccumulator(curve);
    }

    /** What the area is under. */
    public enum Curve {
        /**
         * True over false positive rate: the probability that an example of yes has a larger output than one of no, where a tie counts
         * one half (Mann and Whitney).
         */
        ROC {
            @Override
            double step(double yes, double no, double moreYes, double moreNo) {
                return moreNo * (yes + moreYes / 2);
            }

            @Override
            double whole(double yes, double no) {
                return yes * no;
            }
        },
        /**
         * Precision over recall as a staircase, not interpolated: the average precision, the sum over the thresholds of precision times
         * what recall grows by. Outputs that tie have one threshold.
         */
        PRECISION_RECALL {
            @Override
            double step(double yes, double no, double moreYes, double moreNo) {
                return moreYes * (yes + moreYes) / (yes + moreYes + no + moreNo);
            }

            @Override
            double whole(double yes, double no) {
                return yes;
            }
        };

        /** What the area grows by where the threshold sinks, and {@code more} say yes beside those before. */
        abstract double step(double yes, double no, double moreYes, double moreNo);

        /** What an area of 1 is, for all that is yes and no. */
        abstract double whole(double yes, double no);
    }
}
