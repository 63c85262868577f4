package io.fovea.cnn.onnx;

import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Weight;
import io.fovea.cnn.folding.Fold;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/** A model as ONNX while it is made: what a layer needs to add its nodes. Operators are those of opset 18. */
public final class OnnxGraph {
    private final OnnxFile file;
    private final Function<Weight, HostTensor> weights;
    private final String path;
    private final @Nullable Fold fold;

    private OnnxGraph(OnnxFile file, Function<Weight, HostTensor> weights, String path, @Nullable Fold fold) {
        this.file = file;
        this.weights = weights;
        this.path = path;
        this.fold = fold;
    }

    /** An empty one, for a model with these weights. */
    public static OnnxGraph create(Function<Weight, HostTensor> weights) {
        return new OnnxGraph(new OnnxFile(), weights, "", null);
    }

    /** An input of the file, as floats; {@code shape} without batch axis. */
    public OnnxValue input(String name, DType dtype, Shape shape) {
        OnnxValue input = file.input(name, dtype, shape);
        return dtype == DType.FLOAT32
                ? input
                : node("Cast")
                        .input(input)
                        .attribute("to", OnnxTypes.number(DType.FLOAT32))
                        .outputLike(input);
    }

    /** Gives a value out, with Keras' order of axes, under this name. */
    public void output(String name, OnnxValue value) {
        file.output(name, node("Identity").input(channelsLast(value)).output(value.shape(), Layout.CHANNELS_LAST));
    }

    /** Writes what the outputs need: the whole file, or nothing. */
    public void write(Path target) {
        file.write(target);
    }

    /** For a layer's nodes: their names begin with the layer's. */
    public OnnxGraph within(String layer) {
        return new OnnxGraph(file, weights, path + layer + "/", null);
    }

    /** For the layer of this kernel alone, which does another's work too. */
    public OnnxGraph folding(Fold kernel) {
        return new OnnxGraph(file, weights, path, kernel);
    }

    /** Begins a node of this operator, which its output adds. */
    public OnnxNode node(String operator) {
        return new OnnxNode(this, operator);
    }

    /** The result of an operator that looks at each value alone. */
    public OnnxValue elementwise(String operator, OnnxValue value) {
        return node(operator).input(value).outputLike(value);
    }

    /** The weight's value, as Keras has its axes. */
    public HostTensor value(Weight weight) {
        return weights.apply(weight);
    }

    /** A kernel with its axes in another order, and with what comes after it where that is folded into it. */
    public HostTensor kernel(Weight weight, int... permutation) {
        return file.remembered(Arrays.asList(weight, fold, Arrays.toString(permutation)), () -> {
            HostTensor value = value(weight);
            HostTensor scaled = fold != null && fold.kernel() == weight ? fold.scaled(value) : value;
            return Axes.permuted(scaled, permutation);
        });
    }

    /** The bias of a layer's kernel, with what comes after it where that is folded into it; null where there is none. */
    public @Nullable HostTensor bias(@Nullable Weight bias) {
        if (fold != null) {
            return fold.bias();
        }
        return bias == null ? null : value(bias);
    }

    /** One value for each channel, shaped to broadcast against {@code value}. */
    public HostTensor perChannel(HostTensor values, OnnxValue value) {
        return onAxis(values, value, value.axes() - 1);
    }

    /**
     * One value for each place of an axis, or one for all, shaped to broadcast against {@code value}.
     *
     * @param axis in Keras' order, without the batch axis
     */
    public HostTensor onAxis(HostTensor values, OnnxValue value, int axis) {
        long[] shape = new long[value.axes() - value.layout().axis(axis, value.axes()) + 1];
        Arrays.fill(shape, 1);
        shape[0] = values.elements();
        return new HostTensor(values.dtype(), shape, values.contents());
    }

    /** The same values with the channels stored first, as most operators of ONNX want them. */
    public OnnxValue channelsFirst(OnnxValue value) {
        return stored(value, Layout.CHANNELS_FIRST);
    }

    /** The same values with the channels stored last, in Keras' order. */
    public OnnxValue channelsLast(OnnxValue value) {
        return stored(value, Layout.CHANNELS_LAST);
    }

    /** The same values in this order of axes; made once for all who ask. */
    public OnnxValue stored(OnnxValue value, Layout layout) {
        return value.isStored(layout)
                ? new OnnxValue(value.name(), value.shape(), layout)
                : file.inOtherLayout(value, () -> reordered(value, layout));
    }

    private OnnxValue reordered(OnnxValue value, Layout layout) {
        boolean onePlace = value.shape().size() == value.channels() || value.channels() == 1;
        if (onePlace) {
            return reshape(value, value.shape(), layout);
        }
        return node("Transpose")
                .input(value)
                .attribute("perm", longs(layout.permutationFromOther(value.axes())))
                .output(value.shape(), layout);
    }

    /** The values in the order in which they are stored, in another shape. */
    public OnnxValue reshape(OnnxValue value, Shape shape, Layout layout) {
        long[] stored = layout.stored(shape);
        long[] withBatch = new long[stored.length + 1]; // 0: as many examples as there are
        System.arraycopy(stored, 0, withBatch, 1, stored.length);
        return node("Reshape").input(value).integers("shape", withBatch).output(shape, layout);
    }

    /** With zeros around it, in the order in which it is stored. */
    public OnnxValue padded(OnnxValue value, int[][] margins) {
        Padded padded = new Padded(value, margins);
        return padded.isNone() ? value : file.padded(padded.addTo(this), padded);
    }

    /** What a value was before zeros were put around it; itself, with none, where that is not how it was made. */
    public Padded beforePadding(OnnxValue value) {
        return file.beforePadding(value);
    }

    private static long[] longs(int[] values) {
        return IntStream.of(values).asLongStream().toArray();
    }

    String newName(String operator) {
        return file.unique(path + operator);
    }

    String initializer(String role, HostTensor value) {
        return file.initializer(path + role, value);
    }

    String scalar(float value) {
        return initializer("scalar", file.remembered(value, () -> HostTensor.float32(new long[0], value)));
    }

    OnnxValue add(OnnxNode node, OnnxValue output) {
        file.add(node, output.name());
        return output;
    }
}
