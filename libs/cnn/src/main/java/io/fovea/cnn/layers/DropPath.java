package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/** Dropout of whole examples: stochastic depth, Huang et al. (2016), arXiv:1603.09382. */
public final class DropPath extends Dropout {
    /** @param rate share of examples to drop, in [0, 1) */
    public DropPath(double rate) {
        super(rate);
    }

    @Override
    public String className() {
        return "Dropout"; // Keras' own, with a noise shape
    }

    @Override
    Operand<TInt32> noiseShape(Forward forward, Operand<TFloating> input) {
        int[] ones = new int[input.shape().numDimensions() - 1];
        Arrays.fill(ones, 1);
        return forward.batchShape(input, ones);
    }
}
