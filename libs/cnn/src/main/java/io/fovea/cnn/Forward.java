package io.fovea.cnn;

import io.fovea.cnn.folding.Fold;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Tensor;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** One pass of a model through a graph, for training or for inference: what a layer needs to add its operations. */
public final class Forward {
    private final Ops tf;
    private final String path;
    private final Pass pass;
    private final Class<? extends TFloating> type;
    private final @Nullable Fold fold;

    private Forward(Ops tf, String path, Pass pass, Class<? extends TFloating> type, @Nullable Fold fold) {
        this.tf = tf;
        this.path = path;
        this.pass = pass;
        this.type = type;
        this.fold = fold;
    }

    static Forward inference(Ops tf, Class<? extends TFloating> type, Function<Weight, Operand<TFloating>> weights) {
        return inference(tf, type, weights, Folds.NONE);
    }

    static Forward inference(
            Ops tf, Class<? extends TFloating> type, Function<Weight, Operand<TFloating>> weights, Folds folds) {
        return new Forward(tf, "", new Pass(weights, null, Set.of(), folds), type, null);
    }

    static Forward training(
            Ops tf,
            Class<? extends TFloating> type,
            Function<Weight, Operand<TFloating>> weights,
            Randomness randomness) {
        return training(tf, type, weights, randomness, Set.of());
    }

    /** @param frozen layers that do not learn, beside those that are not trainable */
    static Forward training(
            Ops tf,
            Class<? extends TFloating> type,
            Function<Weight, Operand<TFloating>> weights,
            Randomness randomness,
            Set<Layer> frozen) {
        return new Forward(tf, "", new Pass(weights, randomness, frozen, Folds.NONE), type, null);
    }

    /** What operations are made with; their names begin with the layer's. */
    public Ops tf() {
        return tf;
    }

    /** Whether dropout drops and batch normalization takes its statistics from the batch. */
    public boolean training() {
        return pass.randomness != null;
    }

    /** Whether this is training, and the layer is not frozen: its statistics may follow the batch. */
    public boolean learns(Layer layer) {
        return training() && layer.trainable() && !pass.frozen.contains(layer);
    }

    /** A weight in the type that the model computes in. */
    public Operand<TFloating> weight(Weight weight) {
        Operand<TFloating> value = isHalf()
                ? pass.halves.computeIfAbsent(weight, any -> cast(pass.weights.apply(weight)))
                : pass.weights.apply(weight);
        return fold != null && weight == fold.kernel() ? tf.math.mul(value, constant(fold.scale())) : value;
    }

    /** What came out of a kernel, and the bias of its channels, the last axis, where there is one. */
    public Operand<TFloating> biased(Operand<TFloating> product, @Nullable Weight bias) {
        if (fold != null) {
            return tf.nn.biasAdd(product, constant(fold.bias()));
        }
        return bias == null ? product : tf.nn.biasAdd(product, weight(bias));
    }

    private Operand<TFloating> constant(HostTensor value) {
        try (Tensor copy = NativeTensors.copyOf(value)) {
            return cast(tf.constantOf((TFloat32) copy));
        }
    }

    /**
     * The same pass in the type that weights and statistics are kept in, where the model computes in a smaller one: for what must
     * not lose digits.
     */
    public Forward asKept() {
        return isHalf() ? new Forward(tf, path, pass, TFloat32.class, fold) : this;
    }

    private boolean isHalf() {
        return type == TFloat16.class || type == TBfloat16.class;
    }

    /** A scalar of the type that the model computes in. */
    public Operand<TFloating> constant(double value) {
        return cast(tf.constant(value));
    }

    /** The same values in the type that the model computes in. */
    public Operand<TFloating> cast(Operand<? extends TType> value) {
        return tf.dtypes.cast(value, type());
    }

    /** How many examples the batch has, {@code [1]}: the first part of a shape. */
    public Operand<TInt32> batchSize(Operand<TFloating> batch) {
        return tf.slice(tf.shape(batch), tf.constant(new int[] {0}), tf.constant(new int[] {1}));
    }

    /** The shape of a batch as large as this one, with these other axes. */
    public Operand<TInt32> batchShape(Operand<TFloating> batch, int... axes) {
        return tf.concat(List.of(batchSize(batch), tf.constant(axes)), tf.constant(0));
    }

    /**
     * Draws from [0, 1), different at each step and place, the same for the same seed. Only in training.
     *
     * @param shape with the batch axis first
     */
    public Operand<TFloating> randomUniform(Operand<? extends TNumber> shape) {
        return tf.stopGradient(drawn(shape, all -> tf.random.statelessRandomUniform(all, nextSeed(), type())));
    }

    /** Draws from the standard normal distribution, as {@link #randomUniform} does. */
    public Operand<TFloating> randomNormal(Operand<? extends TNumber> shape) {
        return tf.stopGradient(drawn(shape, all -> tf.random.statelessRandomNormal(all, nextSeed(), type())));
    }

    /** These rows' part of what is drawn for the whole batch: how a batch is shared out does not change it. */
    private Operand<TFloating> drawn(
            Operand<? extends TNumber> shape, Function<Operand<? extends TNumber>, Operand<TFloating>> draw) {
        Towers.Part part = pass.randomness == null ? null : pass.randomness.part();
        return part == null ? draw.apply(shape) : part.rows(draw.apply(part.ofAll(shape)));
    }

    /** Gives a statistic a new value with each training step. */
    public void update(Weight statistic, Operand<TFloating> value) {
        pass.updates.add(new Update(statistic, value));
    }

    /** Adds a scalar to the loss. */
    public void penalize(Operand<TFloating> penalty) {
        pass.penalties.add(penalty);
    }

    @SuppressWarnings("unchecked") // every type that a pass computes in is floating
    Class<TFloating> type() {
        return (Class<TFloating>) type;
    }

    Forward within(String layer) {
        return new Forward(tf.withSubScope(OperationNames.of(layer)), path + layer + "/", pass, type, null);
    }

    /** For the layer of this kernel alone, which does another's work too. */
    Forward folding(Fold kernel) {
        return new Forward(tf, path, pass, type, kernel);
    }

    /** Another pass with the same weights, in which every layer does its own work. */
    Forward unfolded() {
        return inference(tf.withSubScope("unfolded"), type, pass.weights, Folds.NONE);
    }

    Folds folds() {
        return pass.folds;
    }

    void note(String layer, Operand<TFloating> output) {
        String name = path + layer;
        for (int use = 1; pass.layerOutputs.containsKey(name); use++) {
            name = path + layer + "#" + use; // a shared layer's later uses
        }
        pass.layerOutputs.put(name, output);
    }

    Map<String, Operand<TFloating>> layerOutputs() {
        return pass.layerOutputs;
    }

    List<Operand<TFloating>> penalties() {
        return pass.penalties;
    }

    List<Update> updates() {
        return pass.updates;
    }

    private Operand<TInt64> nextSeed() {
        if (pass.randomness == null) {
            throw new IllegalStateException("Random numbers belong to training only.");
        }
        long seed = Seeds.derive(pass.randomness.seed(), "draw " + pass.draws++);
        return tf.stack(List.of(tf.constant(seed), pass.randomness.step()));
    }

    /** A statistic and what it becomes. */
    record Update(Weight statistic, Operand<TFloating> value) {}

    /**
     * Where a training pass draws from: the run's seed, and the step that is fed.
     *
     * @param part of what is drawn for the whole batch; null where the pass draws for its own rows
     */
    record Randomness(long seed, Operand<TInt64> step, Towers.@Nullable Part part) {
        Randomness(long seed, Operand<TInt64> step) {
            this(seed, step, null);
        }
    }

    private static final class Pass {
        private final Function<Weight, Operand<TFloating>> weights;
        private final @Nullable Randomness randomness;
        private final Set<Layer> frozen;
        private final Folds folds;
        private final Map<Weight, Operand<TFloating>> halves = new IdentityHashMap<>();
        private final List<Update> updates = new ArrayList<>();
        private final Map<String, Operand<TFloating>> layerOutputs = new LinkedHashMap<>();
        private final List<Operand<TFloating>> penalties = new ArrayList<>();
        private int draws;

        private Pass(
                Function<Weight, Operand<TFloating>> weights,
                @Nullable Randomness randomness,
                Set<Layer> frozen,
                Folds folds) {
            this.weights = weights;
            this.randomness = randomness;
            this.frozen = frozen;
            this.folds = folds;
        }
    }
}
