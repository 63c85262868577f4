package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.Weight;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Convolution over height and width.
 *
 * <p>{@code [batch, height, width, channels]} to {@code [batch, rows, columns, filters]}; kernel
 * {@code [height, width, channels / groups, filters]}, bias {@code [filters]}.
 */
public final class Conv2D extends ConvolutionLayer<Conv2D> {
    private final int filters;
    private int groups = 1;
    private @Nullable Weight kernel;

    public Conv2D(int filters, int kernelSize) {
        this(filters, kernelSize, kernelSize);
    }

    public Conv2D(int filters, int kernelHeight, int kernelWidth) {
        super(new Size2D(kernelHeight, kernelWidth));
        this.filters = filters;
    }

    /** Channels and filters are split into as many parts, each convolved by itself; 1 by default. */
    public Conv2D groups(int groups) {
        this.groups = groups;
        return this;
    }

    @Override
    Conv2D self() {
        return this;
    }

    @Override
    protected void build(Shape input) {
        outputShape(input);
        if (input.get(2) % groups != 0 || filters % groups != 0) {
            throw new IllegalArgumentException("Conv2D: %d groups do not divide %d channels and %d filters."
                    .formatted(groups, input.get(2), filters));
        }
        kernel = kernel("kernel", Shape.of(kernelSize.height(), kernelSize.width(), input.get(2) / groups, filters));
        bias(filters);
    }

    @Override
    protected Shape outputShape(Shape input) {
        return convolved(input, filters);
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        Ops tf = forward.tf();
        Operand<TFloating> weights = forward.weight(kernel);
        Operand<TFloating> convolved = dilation.isOne()
                ? grouped(tf, input, weights, padding)
                : new Dilated(kernelSize, dilation, padding)
                        .apply(tf, input, part -> grouped(tf, part, weights, Padding.VALID));
        return finish(forward, convolved);
    }

    /** Group by group: TensorFlow's own groups have no gradient on a CPU. */
    private Operand<TFloating> grouped(Ops tf, Operand<TFloating> input, Operand<TFloating> weights, Padding padding) {
        if (groups == 1) {
            return tf.nn.conv2d(input, weights, strides.nhwc(), padding.name());
        }
        List<Operand<TFloating>> results = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            Operand<TFloating> part = LastAxis.part(tf, input, group, groups);
            Operand<TFloating> kernel = LastAxis.part(tf, weights, group, groups);
            results.add(tf.nn.conv2d(part, kernel, strides.nhwc(), padding.name()));
        }
        return tf.concat(results, tf.constant(3));
    }
}
