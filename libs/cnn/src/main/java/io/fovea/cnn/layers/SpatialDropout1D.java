package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/** Dropout of whole channels of {@code [batch, steps, channels]}. */
public final class SpatialDropout1D extends Dropout {
    /** @param rate share of channels to drop, in [0, 1) */
    public SpatialDropout1D(double rate) {
        super(rate);
    }

    @Override
    Operand<TInt32> noiseShape(Forward forward, Operand<TFloating> input) {
        int channels = (int) input.shape().get(2);
        return forward.batchShape(input, 1, channels);
    }
}
