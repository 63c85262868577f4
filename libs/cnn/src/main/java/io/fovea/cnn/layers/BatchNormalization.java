package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Weight;
import io.fovea.cnn.folding.ChannelScale;
import io.fovea.cnn.initializers.Initializer;
import io.fovea.cnn.initializers.Initializers;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import io.fovea.cnn.regularizers.Regularizer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.family.TFloating;

/**
 * Brings each channel (the last axis, or another) to mean 0 and variance 1, then scales and shifts it: Ioffe and Szegedy (2015),
 * arXiv:1502.03167. In training with the batch's statistics, which the moving ones follow; otherwise, and while it is not
 * {@link #trainable}, with the moving ones, which then stay as they are.
 *
 * <p>Any shape, which the output has too. Weights {@code gamma}, {@code beta}, {@code moving_mean} and {@code moving_variance},
 * each {@code [channels]}. The variance is that of {@code n} values, not of {@code n - 1}, as in Keras 3. Each setting returns the
 * layer and is made before its first use.
 */
public final class BatchNormalization extends SameShapeLayer {
    private double momentum = 0.99;
    private double epsilon = 1e-3;
    private boolean scale = true;
    private boolean center = true;
    private int axis = -1;
    private final KernelSettings gammaSettings = new KernelSettings(Initializers.ones());
    private final KernelSettings betaSettings = new KernelSettings(Initializers.zeros());
    private @Nullable Weight gamma;
    private @Nullable Weight beta;
    private @Nullable Weight movingMean;
    private @Nullable Weight movingVariance;

    /**
     * Which axis the channels are on; -1, the last, by default.
     *
     * @param axis as in Keras: 0 would be the batch, 1 is the first after it, -1 the last; one that the input has not makes the
     *     first use throw {@link IllegalArgumentException}
     */
    public BatchNormalization axis(int axis) {
        this.axis = axis;
        return this;
    }

    /** How much of a moving statistic stays at each step, in [0, 1]; 0.99 by default. */
    public BatchNormalization momentum(double momentum) {
        this.momentum = momentum;
        return this;
    }

    /** Added to the variance; 1e-3 by default. */
    public BatchNormalization epsilon(double epsilon) {
        this.epsilon = epsilon;
        return this;
    }

    /** Where gamma starts; ones by default. */
    public BatchNormalization gammaInitializer(Initializer initializer) {
        gammaSettings.startAs(initializer);
        return this;
    }

    /** Where beta starts; zeros by default. */
    public BatchNormalization betaInitializer(Initializer initializer) {
        betaSettings.startAs(initializer);
        return this;
    }

    /** A penalty on gamma in the loss; none by default. */
    public BatchNormalization gammaRegularizer(Regularizer regularizer) {
        gammaSettings.cost(regularizer);
        return this;
    }

    /** A penalty on beta in the loss; none by default. */
    public BatchNormalization betaRegularizer(Regularizer regularizer) {
        betaSettings.cost(regularizer);
        return this;
    }

    /** Has no gamma: Keras' {@code scale=False}. */
    public BatchNormalization withoutScale() {
        this.scale = false;
        return this;
    }

    /** Has no beta: Keras' {@code center=False}. */
    public BatchNormalization withoutCenter() {
        this.center = false;
        return this;
    }

    @Override
    protected void build(Shape input) {
        Shape channels = Shape.of(input.get(LastAxis.withoutBatch(className(), axis, input)));
        gamma = scale ? gammaSettings.applyTo(learned("gamma", channels, gammaSettings.initializer())) : null;
        beta = center ? betaSettings.applyTo(learned("beta", channels, betaSettings.initializer())) : null;
        movingMean = statistic("moving_mean", channels, Initializers.zeros());
        movingVariance = statistic("moving_variance", channels, Initializers.ones());
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        int along = LastAxis.withoutBatch(className(), axis, input.shape().tail()) + 1;
        Operand<TFloating> channelsLast = LastAxis.swapped(forward.tf(), input, along);
        return LastAxis.swapped(forward.tf(), normalized(forward, channelsLast), along);
    }

    private Operand<TFloating> normalized(Forward forward, Operand<TFloating> input) {
        Ops tf = forward.tf();
        long channels = input.shape().get(input.shape().numDimensions() - 1);
        Forward kept = forward.asKept(); // statistics and what scales them are FLOAT32 in mixed precision too
        Operand<TFloating> gammas = parameter(kept, gamma, 1, channels);
        Operand<TFloating> betas = parameter(kept, beta, 0, channels);
        boolean learns = forward.learns(this);
        Operand<TFloating> normalized = learns
                ? withBatchStatistics(kept, image(tf, input, channels), gammas, betas)
                : withMovingStatistics(kept, image(tf, input, channels), gammas, betas);
        long[] shape = input.shape().asArray();
        shape[0] = -1;
        return input.shape().numDimensions() == 4 ? normalized : tf.reshape(normalized, tf.constant(shape));
    }

    /** The fused operation takes images only. */
    private static Operand<TFloating> image(Ops tf, Operand<TFloating> input, long channels) {
        return input.shape().numDimensions() == 4
                ? input
                : tf.reshape(input, tf.constant(new long[] {-1, 1, 1, channels}));
    }

    private static Operand<TFloating> parameter(
            Forward forward, @Nullable Weight weight, double otherwise, long channels) {
        return weight != null
                ? forward.weight(weight)
                : forward.tf().fill(forward.tf().constant(new long[] {channels}), forward.constant(otherwise));
    }

    private Operand<TFloating> withBatchStatistics(
            Forward forward, Operand<TFloating> image, Operand<TFloating> gammas, Operand<TFloating> betas) {
        Ops tf = forward.tf();
        Operand<TFloating> none = forward.cast(tf.constant(new float[0]));
        FusedBatchNorm<TFloating, TFloating> fused = tf.nn.fusedBatchNorm(
                image,
                gammas,
                betas,
                none,
                none,
                FusedBatchNorm.epsilon((float) epsilon),
                FusedBatchNorm.isTraining(true));
        follow(forward, movingMean, fused.batchMean());
        follow(forward, movingVariance, tf.math.mul(fused.batchVariance(), uncorrected(forward, image)));
        return fused.y();
    }

    /** TensorFlow's variance is of n - 1 values; Keras' is of n. */
    private static Operand<TFloating> uncorrected(Forward forward, Operand<TFloating> image) {
        Ops tf = forward.tf();
        Operand<TFloating> batch = forward.cast(forward.batchSize(image));
        double pixels = (double) image.shape().get(1) * image.shape().get(2);
        Operand<TFloating> count = tf.math.mul(batch, forward.constant(pixels));
        Operand<TFloating> less = tf.math.maximum(tf.math.sub(count, forward.constant(1)), forward.constant(1));
        return tf.math.div(less, count);
    }

    private void follow(Forward forward, @Nullable Weight moving, Operand<TFloating> now) {
        Ops tf = forward.tf();
        Operand<TFloating> before = tf.math.mul(forward.weight(moving), forward.constant(momentum));
        forward.update(moving, tf.math.add(before, tf.math.mul(now, forward.constant(1 - momentum))));
    }

    private Operand<TFloating> withMovingStatistics(
            Forward forward, Operand<TFloating> image, Operand<TFloating> gammas, Operand<TFloating> betas) {
        return forward.tf()
                .nn
                .fusedBatchNorm(
                        image,
                        gammas,
                        betas,
                        forward.weight(movingMean),
                        forward.weight(movingVariance),
                        FusedBatchNorm.epsilon((float) epsilon),
                        FusedBatchNorm.isTraining(false))
                .y();
    }

    @Override
    protected Optional<ChannelScale> channelScale(Function<Weight, HostTensor> values) {
        return axis == -1 ? Optional.of(scaleAndShift(values)) : Optional.empty();
    }

    private ChannelScale scaleAndShift(Function<Weight, HostTensor> values) {
        float[] means = values.apply(movingMean).toFloats();
        float[] variances = values.apply(movingVariance).toFloats();
        float[] gammas =
                gamma == null ? filled(means.length, 1) : values.apply(gamma).toFloats();
        float[] betas =
                beta == null ? filled(means.length, 0) : values.apply(beta).toFloats();
        double[] factors = new double[means.length];
        double[] shifts = new double[means.length];
        for (int i = 0; i < means.length; i++) {
            factors[i] = gammas[i] / Math.sqrt(variances[i] + epsilon);
            shifts[i] = betas[i] - means[i] * factors[i];
        }
        return new ChannelScale(factors, shifts);
    }

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        int place = LastAxis.withoutBatch(className(), axis, input.shape());
        if (input.layout().axis(place, input.axes()) == 1) {
            return normalized(graph, input);
        }
        ChannelScale channels = scaleAndShift(graph::value);
        OnnxValue scaled = graph.node("Mul")
                .input(input)
                .constant("scale", graph.onAxis(floats(channels.scale()), input, place))
                .outputLike(input);
        return graph.node("Add")
                .input(scaled)
                .constant("shift", graph.onAxis(floats(channels.shift()), input, place))
                .outputLike(input);
    }

    private OnnxValue normalized(OnnxGraph graph, OnnxValue input) {
        long[] channels = graph.value(movingMean).shape();
        int count = (int) channels[0];
        return graph.node("BatchNormalization")
                .input(input)
                .constant("gamma", gamma == null ? HostTensor.float32(channels, filled(count, 1)) : graph.value(gamma))
                .constant("beta", beta == null ? HostTensor.float32(channels, filled(count, 0)) : graph.value(beta))
                .constant("moving_mean", graph.value(movingMean))
                .constant("moving_variance", graph.value(movingVariance))
                .attribute("epsilon", epsilon)
                .outputLike(input);
    }

    private static float[] filled(int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return values;
    }

    private static HostTensor floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return HostTensor.float32(new long[] {floats.length}, floats);
    }
}
