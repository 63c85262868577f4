package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import org.tensorflow.Operand;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.family.TFloating;

/** {@code x} above zero, {@code slope * x} below: Maas et al. (2013). Any shape, which the output has too. */
public final class LeakyReLU extends SameShapeLayer {
    private final double negativeSlope;

    /** Keras' default slope of 0.3. */
    public LeakyReLU() {
        this(0.3);
    }

    /** @throws IllegalArgumentException where the slope is negative */
    public LeakyReLU(double negativeSlope) {
        this.negativeSlope = Arguments.notNegative("LeakyReLU", "negativeSlope", negativeSlope);
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        return forward.tf().nn.leakyRelu(input, LeakyRelu.alpha((float) negativeSlope));
    }

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        return OnnxActivations.leakyRelu(graph, input, negativeSlope);
    }
}
