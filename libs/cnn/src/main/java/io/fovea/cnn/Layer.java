package io.fovea.cnn;

import io.fovea.cnn.SymbolicTensor.Call;
import io.fovea.cnn.folding.ChannelScale;
import io.fovea.cnn.folding.ScalableKernel;
import io.fovea.cnn.initializers.Initializer;
import io.fovea.cnn.onnx.OnnxException;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/**
 * A step of a network: knows the shape that it gives, its weights and how to compute itself. Applied twice it shares its
 * weights. Settings are made before the first use. Not for several threads.
 */
public abstract class Layer {
    private static final AtomicLong CREATED = new AtomicLong();

    private final long created = CREATED.incrementAndGet();
    private final List<Weight> weights = new ArrayList<>();
    private @Nullable String name;
    private final List<Call> uses = new ArrayList<>();
    private boolean trainable = true;

    /**
     * Gives it a name, unique in a model; without one the model gives it Keras' ({@code conv2d}, {@code conv2d_1}).
     *
     * @return this layer
     * @throws IllegalStateException where it is in use already
     */
    public final Layer named(String name) {
        if (!uses.isEmpty()) {
            throw new IllegalStateException("This %s is in use: name it before, not %s.".formatted(className(), name));
        }
        this.name = name;
        return this;
    }

    /**
     * Its name.
     *
     * @throws IllegalStateException before a model or its user has named it
     */
    public final String name() {
        if (name == null) {
            throw new IllegalStateException("This %s has no name before it is part of a model.".formatted(className()));
        }
        return name;
    }

    /** Whether training may move its weights; read when a model is compiled. */
    public boolean trainable() {
        return trainable;
    }

    /** Freezes or frees it. A frozen batch normalization also keeps to its moving statistics. */
    public Layer trainable(boolean trainable) {
        this.trainable = trainable;
        return this;
    }

    /** What Keras calls the class, as {@link Model#summary()} shows it. */
    public String className() {
        return getClass().getSimpleName();
    }

    /** In Keras' order: kernel before bias, learned ones before statistics; empty before its first use. */
    public List<Weight> weights() {
        return List.copyOf(weights);
    }

    /** Number of values in all weights. */
    public final long parameters() {
        return weights().stream().mapToLong(weight -> weight.shape().size()).sum();
    }

    /**
     * What it makes of these tensors; the first use settles the shapes of its weights, later ones share them.
     *
     * @throws IllegalArgumentException where the inputs' number or shapes do not fit, or it gives several tensors
     */
    public final SymbolicTensor apply(SymbolicTensor... inputs) {
        List<SymbolicTensor> outputs = applyAll(List.of(inputs));
        if (outputs.size() != 1) {
            throw new IllegalArgumentException(
                    "%s gives %d tensors: use applyAll.".formatted(className(), outputs.size()));
        }
        return outputs.get(0);
    }

    /** Like {@link #apply}, for what gives several tensors, such as a nested model. */
    public final List<SymbolicTensor> applyAll(List<SymbolicTensor> inputs) {
        List<Shape> shapes = inputs.stream().map(SymbolicTensor::shape).toList();
        if (uses.isEmpty()) {
            build(shapes);
        }
        return use(new Call(this, inputs, DType.FLOAT32, outputShapes(shapes))).outputs();
    }

    /**
     * What its first use gives, the first of it where there are several: where to cut a model, or to go on from.
     *
     * @throws IllegalStateException before its first use
     */
    public final SymbolicTensor output() {
        return firstUse().outputs().get(0);
    }

    /** Declares the weights, once, for inputs of these shapes (without batch axis). */
    protected void build(List<Shape> inputs) {}

    /**
     * The shapes that it gives, without batch axis.
     *
     * @throws IllegalArgumentException where the inputs' shapes (without batch axis) do not fit
     */
    protected abstract List<Shape> outputShapes(List<Shape> inputs);

    /** Adds the layer's operations to a graph; the operands have a batch axis first. */
    protected abstract List<Operand<TFloating>> forward(Forward forward, List<Operand<TFloating>> inputs);

    /**
     * Adds the layer's nodes to an ONNX graph, for inference; {@link UnaryLayer} and the merging layers have simpler forms.
     *
     * @throws OnnxException where the layer, or this use of it, has no such form; a layer of your own overrides this to have one
     */
    protected List<OnnxValue> onnx(OnnxGraph graph, List<OnnxValue> inputs) {
        throw new OnnxException("The layer %s (%s) cannot be written as ONNX.".formatted(name(), className()));
    }

    /** By how much it scales and shifts each channel, where in inference it does nothing else; else empty. */
    protected Optional<ChannelScale> channelScale(Function<Weight, HostTensor> values) {
        return Optional.empty();
    }

    /** Its kernel, where nothing but a bias comes after that, so that a channel scale may go into both; else empty. */
    protected Optional<ScalableKernel> scalableKernel() {
        return Optional.empty();
    }

    /** Declares a weight that is learned. */
    protected final Weight learned(String name, Shape shape, Initializer initializer) {
        return declare(new Weight(name, shape, initializer, true));
    }

    /** Declares a weight that only the layer itself updates. */
    protected final Weight statistic(String name, Shape shape, Initializer initializer) {
        return declare(new Weight(name, shape, initializer, false));
    }

    private Weight declare(Weight weight) {
        weights.add(weight);
        return weight;
    }

    final Call use(Call call) {
        uses.add(call);
        return call;
    }

    final Call firstUse() {
        if (uses.isEmpty()) {
            throw new IllegalStateException("This %s has not been applied to anything.".formatted(className()));
        }
        return uses.get(0);
    }

    /** Which of its uses it is. */
    final int indexOf(Call call) {
        return uses.indexOf(call);
    }

    /** Keras numbers its names in the order that layers were made in. */
    final long created() {
        return created;
    }

    final boolean hasName() {
        return name != null;
    }

    final void nameBy(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return className() + "(" + (name == null ? "" : name) + ")";
    }
}
