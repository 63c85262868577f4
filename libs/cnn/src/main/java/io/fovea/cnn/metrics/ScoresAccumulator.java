package io.fovea.cnn.metrics;

import io.fovea.cnn.HostTensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps every score, to go down through them in the end. */
final class ScoresAccumulator implements Metric.Accumulator {
    private static final String SCORES = "scores";
    private static final String SIGNED_WEIGHTS = "signed_weights";

    private final Auc.Curve curve;
    private final FloatColumn scores = new FloatColumn();
    private final FloatColumn signedWeights =
            new FloatColumn(); // of what is yes, and minus that of what is no; none is 0

    ScoresAccumulator(Auc.Curve curve) {
        this.curve = curve;
    }

    @Override
    public void add(HostTensor targets, HostTensor outputs, float @Nullable [] sampleWeights) {
        SampleWeights weights = SampleWeights.of(sampleWeights, outputs.rows());
        BinaryOutputs binary = BinaryOutputs.of(targets, outputs);
        for (int i = 0; i < binary.size(); i++) {
            float weight = (float) weights.ofElement(i, binary.size());
            if (weight > 0) {
                scores.add(binary.score(i));
                signedWeights.add(binary.yes(i) ? weight : -weight);
            }
        }
    }

    @Override
    public double result() {
        float[] descending = scores.toArray();
        for (int i = 0; i < descending.length; i++) {
            if (Float.isNaN(descending[i])) {
                return Double.NaN;
            }
            descending[i] = -descending[i];
        }
        return area(new TieGroups(descending), signedWeights.toArray());
    }

    private double area(TieGroups groups, float[] weights) {
        double yes = 0;
        double no = 0;
        double area = 0;
        while (groups.next()) {
            double moreYes = 0;
            double moreNo = 0;
            for (int rank = groups.start(); rank < groups.end(); rank++) {
                double weight = weights[groups.place(rank)];
                moreYes += Math.max(weight, 0);
                moreNo += Math.max(-weight, 0);
            }
            area += curve.step(yes, no, moreYes, moreNo);
            yes += moreYes;
            no += moreNo;
        }
        return area / curve.whole(yes, no);
    }

    @Override
    public Map<String, HostTensor> state() {
        return Map.of(SCORES, scores.tensor(), SIGNED_WEIGHTS, signedWeights.tensor());
    }

    @Override
    public void restore(Map<String, HostTensor> state) {
        scores.restore(state.get(SCORES));
        signedWeights.restore(state.get(SIGNED_WEIGHTS));
    }
}
