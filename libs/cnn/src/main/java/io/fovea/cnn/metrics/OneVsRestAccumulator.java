package io.fovea.cnn.metrics;

import io.fovea.cnn.HostTensor;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Keeps the score of every class at every position, to rank each class's in the end. */
final class OneVsRestAccumulator implements Metric.Accumulator {
    private static final String SCORES = "scores"; // class by class within a position
    private static final String LABELS = "labels";
    private static final String WEIGHTS = "weights";

    private final Auc.Curve curve;
    private final boolean fromLogits;
    private final FloatColumn scores = new FloatColumn();
    private final FloatColumn labels = new FloatColumn();
    private final FloatColumn weights = new FloatColumn();

    OneVsRestAccumulator(Auc.Curve curve, boolean fromLogits) {
        this.curve = curve;
        this.fromLogits = fromLogits;
    }

    @Override
    public void add(HostTensor targets, HostTensor outputs, float @Nullable [] sampleWeights) {
        SampleWeights given = SampleWeights.of(sampleWeights, outputs.rows());
        ClassOutputs classes = ClassOutputs.of(targets, outputs);
        for (int i = 0; i < classes.positions(); i++) {
            float weight = (float) given.ofElement(i, classes.positions());
            if (weight > 0) {
                labels.add(classes.label(i));
                weights.add(weight);
                addScores(classes, i);
            }
        }
    }

    private void addScores(ClassOutputs classes, int position) {
        for (int c = 0; c < classes.classes(); c++) {
            scores.add(fromLogits ? logOdds(classes, position, c) : classes.output(position, c));
        }
    }

    /** Of the softmax: the logit less the logarithm of the sum of the others' exponentials. */
    private static float logOdds(ClassOutputs classes, int position, int ofClass) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < classes.classes(); c++) {
            largest = c == ofClass ? largest : Math.max(largest, classes.output(position, c));
        }
        double sum = 0;
        for (int c = 0; c < classes.classes(); c++) {
            sum += c == ofClass ? 0 : Math.exp(classes.output(position, c) - largest);
        }
        return (float) (classes.output(position, ofClass) - largest - Math.log(sum));
    }

    @Override
    public double result() {
        float[] ofPositions = labels.toArray();
        if (ofPositions.length == 0) {
            return Double.NaN;
        }
        float[] all = scores.toArray();
        int classes = all.length / ofPositions.length;
        double sum = 0;
        int counted = 0;
        for (int c = 0; c < classes; c++) {
            if (hasBoth(ofPositions, c)) {
                sum += RankedArea.of(curve, ofClass(all, classes, c), signed(ofPositions, c));
                counted++;
            }
        }
        return counted == 0 ? Double.NaN : sum / counted;
    }

    private static boolean hasBoth(float[] labels, int ofClass) {
        long yes = IntStream.range(0, labels.length)
                .filter(i -> labels[i] == ofClass)
                .count();
        return yes > 0 && yes < labels.length;
    }

    private static float[] ofClass(float[] all, int classes, int ofClass) {
        float[] scores = new float[all.length / classes];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = all[i * classes + ofClass];
        }
        return scores;
    }

    private float[] signed(float[] labels, int ofClass) {
        float[] signed = weights.toArray();
        for (int i = 0; i < signed.length; i++) {
            signed[i] = labels[i] == ofClass ? signed[i] : -signed[i];
        }
        return signed;
    }

    @Override
    public Map<String, HostTensor> state() {
        return Map.of(SCORES, scores.tensor(), LABELS, labels.tensor(), WEIGHTS, weights.tensor());
    }

    @Override
    public void restore(Map<String, HostTensor> state) {
        scores.restore(state.get(SCORES));
        labels.restore(state.get(LABELS));
        weights.restore(state.get(WEIGHTS));
    }
}
