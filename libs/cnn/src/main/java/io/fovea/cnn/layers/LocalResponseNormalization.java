package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.onnx.OnnxException;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Divides each value by {@code (bias + alpha * sum of squares of the neighbouring channels)^beta}: Krizhevsky et al. (2012),
 * section 3.3. Keras has no such layer; defaults as in the paper. The channels are the last axis; any shape, which the output has
 * too.
 */
public final class LocalResponseNormalization extends SameShapeLayer {
    private final int depthRadius;
    private final double bias;
    private final double alpha;
    private final double beta;

    /** Two channels to each side, bias 2, alpha 1e-4, beta 0.75. */
    public LocalResponseNormalization() {
        this(2, 2, 1e-4, 0.75);
    }

    /**
     * With other settings.
     *
     * @param depthRadius neighbours to each side
     * @throws IllegalArgumentException where it is negative
     */
    public LocalResponseNormalization(int depthRadius, double bias, double alpha, double beta) {
        this.depthRadius = Arguments.notNegative("LocalResponseNormalization", "depthRadius", depthRadius);
        this.bias = bias;
        this.alpha = alpha;
        this.beta = beta;
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        Ops tf = forward.tf();
        Operand<TFloating> squares = tf.math.mul(neighbours(forward, tf.math.square(input)), forward.constant(alpha));
        Operand<TFloating> factor = tf.math.pow(tf.math.add(squares, forward.constant(bias)), forward.constant(-beta));
        return tf.math.mul(input, factor);
    }

    /** For each channel the sum over those beside it; in plain operations, whose gradients are right. */
    private Operand<TFloating> neighbours(Forward forward, Operand<TFloating> channels) {
        Ops tf = forward.tf();
        int last = channels.shape().numDimensions() - 1;
        int[][] paddings = new int[last + 1][2];
        paddings[last] = new int[] {depthRadius, depthRadius};
        Operand<TFloating> padded = tf.pad(channels, tf.constant(paddings), forward.constant(0));
        int[] size = new int[last + 1];
        Arrays.fill(size, -1);
        size[last] = (int) channels.shape().get(last);
        List<Operand<TFloating>> shifted = new ArrayList<>();
        for (int shift = 0; shift <= 2 * depthRadius; shift++) {
            int[] begin = new int[last + 1];
            begin[last] = shift;
            shifted.add(tf.slice(padded, tf.constant(begin), tf.constant(size)));
        }
        return MergeLayer.sum(tf, shifted);
    }

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        if (input.axes() != 3) {
            throw new OnnxException("The layer %s (%s) can be written as ONNX for images only, not for %s."
                    .formatted(name(), className(), input.shape()));
        }
        int neighbours = 2 * depthRadius + 1;
        OnnxValue image = graph.channelsFirst(input);
        return graph.node("LRN")
                .input(image)
                .attribute("size", neighbours)
                .attribute("alpha", alpha * neighbours) // ONNX divides by the size
                .attribute("beta", beta)
                .attribute("bias", bias)
                .outputLike(image);
    }
}
