package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.UnaryLayer;
import io.fovea.cnn.Weight;
import io.fovea.cnn.folding.ScalableKernel;
import io.fovea.cnn.initializers.Initializer;
import io.fovea.cnn.initializers.Initializers;
import io.fovea.cnn.onnx.Layout;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxNode;
import io.fovea.cnn.onnx.OnnxValue;
import io.fovea.cnn.onnx.Padded;
import io.fovea.cnn.regularizers.Constraint;
import io.fovea.cnn.regularizers.Regularizer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/**
 * What layers with a kernel have in common: bias, activation, initializers, regularizers, constraints. Each setting returns the
 * layer and is made before its first use.
 *
 * @param <L> the layer itself
 */
public abstract class TrainedLayer<L extends TrainedLayer<L>> extends UnaryLayer {
    private final KernelSettings kernel = new KernelSettings(Initializers.glorotUniform());
    private final KernelSettings biases = new KernelSettings(Initializers.zeros());
    private Activation activation = Activation.LINEAR;
    private boolean useBias = true;
    private @Nullable Regularizer activityRegularizer;
    private @Nullable Weight bias;

    TrainedLayer() {}

    /** What its outputs go through; {@link Activation#LINEAR} by default. */
    public L activation(Activation activation) {
        this.activation = activation;
        return self();
    }

    /** Adds no bias: Keras' {@code use_bias=False}. */
    public L withoutBias() {
        this.useBias = false;
        return self();
    }

    /** Where the kernel starts; Glorot uniform by default. */
    public L kernelInitializer(Initializer initializer) {
        kernel.startAs(initializer);
        return self();
    }

    /** Where the bias starts; zeros by default. */
    public L biasInitializer(Initializer initializer) {
        biases.startAs(initializer);
        return self();
    }

    /** A penalty on the kernel in the loss; none by default. */
    public L kernelRegularizer(Regularizer regularizer) {
        kernel.cost(regularizer);
        return self();
    }

    /** A penalty on the bias in the loss; none by default. */
    public L biasRegularizer(Regularizer regularizer) {
        biases.cost(regularizer);
        return self();
    }

    /** A penalty on the outputs (after the activation), as a mean over the batch; none by default. */
    public L activityRegularizer(Regularizer regularizer) {
        this.activityRegularizer = regularizer;
        return self();
    }

    /** What the kernel must be after each training step; nothing by default. */
    public L kernelConstraint(Constraint constraint) {
        kernel.bound(constraint);
        return self();
    }

    /** What the bias must be after each training step; nothing by default. */
    public L biasConstraint(Constraint constraint) {
        biases.bound(constraint);
        return self();
    }

    abstract L self();

    final Weight kernel(String name, Shape shape) {
        return kernel(name, shape, kernel);
    }

    /** @param own settings of this kernel alone; where one was not made, that for all kernels counts */
    final Weight kernel(String name, Shape shape, KernelSettings own) {
        KernelSettings settings = own.or(kernel);
        return settings.applyTo(learned(name, shape, settings.initializer()));
    }

    /** Declares the bias, where there is one. */
    final void bias(long units) {
        bias = useBias ? biases.applyTo(learned("bias", Shape.of(units), biases.initializer())) : null;
    }

    /** Bias, activation and the penalty on what comes out. */
    final Operand<TFloating> finish(Forward forward, Operand<TFloating> product) {
        Operand<TFloating> output = activation.apply(forward, forward.biased(product, bias));
        if (activityRegularizer != null) {
            Operand<TFloating> batch = forward.tf()
                    .reshape(
                            forward.cast(forward.batchSize(output)),
                            forward.tf().constant(new int[0]));
            forward.penalize(forward.tf().math.div(activityRegularizer.penalty(forward.tf(), output), batch));
        }
        return output;
    }

    /** The activation of what the kernel gave, with the bias in it. */
    final OnnxValue finish(OnnxGraph graph, OnnxValue biased) {
        return activation.onnx(graph, biased);
    }

    final @Nullable HostTensor bias(OnnxGraph graph) {
        return graph.bias(bias);
    }

    /** A convolution, with bias and activation. */
    final OnnxValue convolution(
            OnnxGraph graph, OnnxValue input, HostTensor kernel, OnnxWindow window, long groups, Shape output) {
        Padded padded = graph.beforePadding(input);
        OnnxNode node = graph.node("Conv").input(padded.source()).constant("kernel", kernel);
        HostTensor biases = bias(graph);
        if (biases != null) {
            node.constant("bias", biases);
        }
        window.on(input.shape(), node.attribute("group", (int) groups), padded.margins());
        return finish(graph, node.output(output, Layout.CHANNELS_FIRST));
    }

    /** The kernel as one that a normalization may go into; not where an activation comes between them. */
    final Optional<ScalableKernel> scalable(@Nullable Weight kernel, long... channelAxes) {
        return kernel == null || activation != Activation.LINEAR
                ? Optional.empty()
                : Optional.of(new ScalableKernel(kernel, bias, channelAxes));
    }
}
