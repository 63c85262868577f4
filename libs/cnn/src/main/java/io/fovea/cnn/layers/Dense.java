package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.UnaryLayer;
import io.fovea.cnn.Weight;
import io.fovea.cnn.initializers.Initializer;
import io.fovea.cnn.initializers.Initializers;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Each unit sees all of the last axis: {@code [..., in]} to {@code [..., units]}; kernel {@code [in, units]}. */
public final class Dense extends UnaryLayer {
    private final int units;
    private Activation activation = Activation.LINEAR;
    private boolean useBias = true;
    private Initializer kernelInitializer = Initializers.glorotUniform();
    private @Nullable Weight kernel;
    private @Nullable Weight bias;

    public Dense(int units) {
        this.units = units;
    }

    /** {@link Activation#LINEAR} by default. */
    public Dense activation(Activation activation) {
        this.activation = activation;
        return this;
    }

    public Dense withoutBias() {
        this.useBias = false;
        return this;
    }

    /** Glorot uniform by default. */
    public Dense kernelInitializer(Initializer initializer) {
        this.kernelInitializer = initializer;
        return this;
    }

    @Override
    protected void build(Shape input) {
        kernel = learned("kernel", Shape.of(lastAxis(input), units), kernelInitializer);
        bias = useBias ? learned("bias", Shape.of(units), Initializers.zeros()) : null;
    }

    @Override
    protected Shape outputShape(Shape input) {
        lastAxis(input);
        return input.take(input.numDimensions() - 1).append(units);
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        Operand<TFloating> product = product(forward.tf(), input, forward.weight(kernel));
        Operand<TFloating> biased = bias == null ? product : forward.tf().nn.biasAdd(product, forward.weight(bias));
        return activation.apply(forward, biased);
    }

    private Operand<TFloating> product(Ops tf, Operand<TFloating> input, Operand<TFloating> kernel) {
        Shape shape = input.shape();
        int last = shape.numDimensions() - 1;
        if (last == 1) {
            return tf.linalg.matMul(input, kernel);
        }
        Operand<TFloating> rows = tf.reshape(input, tf.constant(new long[] {-1, shape.get(last)}));
        long[] output = shape.asArray();
        output[0] = -1; // the batch
        output[last] = units;
        return tf.reshape(tf.linalg.matMul(rows, kernel), tf.constant(output));
    }

    private long lastAxis(Shape input) {
        if (input.numDimensions() == 0) {
            throw new IllegalArgumentException("Dense: expected at least one axis beside the batch, received none.");
        }
        return input.get(input.numDimensions() - 1);
    }
}
