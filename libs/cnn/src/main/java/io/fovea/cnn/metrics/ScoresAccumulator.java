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
        return RankedArea.of(curve, scores.toArray(), signedWeights.toArray());
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
