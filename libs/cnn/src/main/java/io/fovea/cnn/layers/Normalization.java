package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/** {@code (input - mean) / sqrt(variance)} for each channel (the last axis), with what a data set was found to have. */
public final class Normalization extends SameShapeLayer {
    private final float[] mean;
    private final float[] deviation;

    /** @param mean of each channel; {@code variance} likewise */
    public Normalization(float[] mean, float[] variance) {
        if (mean.length != variance.length) {
            throw new IllegalArgumentException("Normalization: expected as many variances as means, received %d and %d."
                    .formatted(variance.length, mean.length));
        }
        this.mean = mean.clone();
        this.deviation = new float[variance.length];
        for (int i = 0; i < variance.length; i++) {
            deviation[i] = (float) Math.max(Math.sqrt(variance[i]), 1e-7);
        }
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        long channels = input.shape().get(input.shape().numDimensions() - 1);
        if (mean.length != channels && mean.length != 1) {
            throw new IllegalArgumentException("Normalization: expected %d channels, received %d (means %s)."
                    .formatted(mean.length, channels, Arrays.toString(mean)));
        }
        Operand<TFloating> centered =
                forward.tf().math.sub(input, forward.cast(forward.tf().constant(mean)));
        return forward.tf().math.div(centered, forward.cast(forward.tf().constant(deviation)));
    }
}
