package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.Weight;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Each unit sees all of the last axis: {@code [batch, ..., in]} to {@code [batch, ..., units]}; kernel {@code [in, units]}, bias
 * {@code [units]}.
 */
public final class Dense extends TrainedLayer<Dense> {
    private final int units;
    private @Nullable Weight kernel;

    /** @throws IllegalArgumentException where {@code units} is below 1 */
    public Dense(int units) {
        this.units = Arguments.atLeastOne("Dense", "units", units);
    }

    @Override
    Dense self() {
        return this;
    }

    @Override
    protected void build(Shape input) {
        kernel = kernel("kernel", Shape.of(lastAxis(input), units));
        bias(units);
    }

    @Override
    protected Shape outputShape(Shape input) {
        lastAxis(input);
        return input.take(input.numDimensions() - 1).append(units);
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        return finish(forward, product(forward.tf(), input, forward.weight(kernel)));
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

    private static long lastAxis(Shape input) {
        if (input.numDimensions() == 0) {
            throw new IllegalArgumentException("Dense: expected at least one axis beside the batch, received none.");
        }
        return input.get(input.numDimensions() - 1);
    }
}
