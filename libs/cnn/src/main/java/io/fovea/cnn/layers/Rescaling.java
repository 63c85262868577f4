package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/** {@code input * scale + offset}: preprocessing that travels with the model. Any shape, which the output has too. */
public final class Rescaling extends SameShapeLayer {
    private final double[] scale;
    private final double[] offset;

    /** The same for every value. */
    public Rescaling(double scale, double offset) {
        this(new double[] {scale}, new double[] {offset});
    }

    /**
     * Channel by channel.
     *
     * @param scale for each channel (the last axis), or one for all
     * @param offset likewise; another number of channels makes the first use throw {@link IllegalArgumentException}
     */
    public Rescaling(double[] scale, double[] offset) {
        this.scale = scale.clone();
        this.offset = offset.clone();
    }

    /** Maps pixels from 0 to 255 linearly to {@code low} to {@code high}. */
    public static Rescaling pixelsTo(double low, double high) {
        return new Rescaling((high - low) / 255, low);
    }

    @Override
    protected void build(Shape input) {
        requireChannels(input, scale.length);
        requireChannels(input, offset.length);
    }

    private static void requireChannels(Shape input, int values) {
        if (values != 1 && (input.numDimensions() == 0 || input.get(input.numDimensions() - 1) != values)) {
            throw new IllegalArgumentException(
                    "Rescaling: expected %d channels, received %s.".formatted(values, input));
        }
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        Operand<TFloating> scaled = forward.tf().math.mul(input, constant(forward, scale));
        boolean stays = offset.length == 1 && offset[0] == 0;
        return stays ? scaled : forward.tf().math.add(scaled, constant(forward, offset));
    }

    private static Operand<TFloating> constant(Forward forward, double[] values) {
        return values.length == 1
                ? forward.constant(values[0])
                : forward.cast(forward.tf().constant(values));
    }

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        OnnxValue scaled = graph.node("Mul")
                .input(input)
                .constant("scale", perChannel(graph, scale, input))
                .outputLike(input);
        return graph.node("Add")
                .input(scaled)
                .constant("offset", perChannel(graph, offset, input))
                .outputLike(input);
    }

    private static HostTensor perChannel(OnnxGraph graph, double[] values, OnnxValue input) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return graph.perChannel(HostTensor.float32(new long[] {floats.length}, floats), input);
    }
}
