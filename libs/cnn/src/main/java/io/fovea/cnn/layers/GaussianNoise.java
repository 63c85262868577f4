package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/** In training adds normal noise, which follows from the run's seed and the step. Any shape, which the output has too. */
public final class GaussianNoise extends SameShapeLayer {
    private final double standardDeviation;

    /** @throws IllegalArgumentException where the standard deviation of the noise is negative */
    public GaussianNoise(double standardDeviation) {
        this.standardDeviation = Arguments.notNegative("GaussianNoise", "standardDeviation", standardDeviation);
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        if (!forward.training() || standardDeviation == 0) {
            return input;
        }
        Operand<TFloating> noise = forward.randomNormal(forward.tf().shape(input));
        return forward.tf().math.add(input, forward.tf().math.mul(noise, forward.constant(standardDeviation)));
    }

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        return input;
    }
}
