package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import java.util.Arrays;
import java.util.Locale;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.family.TFloating;

/** Keras' activation functions, element by element but for softmax, which is over the last axis. */
public enum Activation {
    /** {@code x}: none. */
    LINEAR((forward, x) -> x, (graph, x) -> x),
    /** {@code max(x, 0)}. */
    RELU((forward, x) -> forward.tf().nn.relu(x), OnnxActivations.named("Relu")),
    /** {@code min(max(x, 0), 6)}. */
    RELU6((forward, x) -> forward.tf().nn.relu6(x), (graph, x) -> OnnxActivations.clip(graph, x, 6)),
    /** Slope 0.2 below zero, as Keras' function; {@link LeakyReLU} has Keras' layer. */
    LEAKY_RELU(
            (forward, x) -> forward.tf().nn.leakyRelu(x, LeakyRelu.alpha(0.2f)),
            (graph, x) -> OnnxActivations.leakyRelu(graph, x, 0.2)),
    /** {@code x} above zero, {@code exp(x) - 1} below: Clevert et al. (2016), arXiv:1511.07289. */
    ELU((forward, x) -> forward.tf().nn.elu(x), OnnxActivations.named("Elu")),
    /** ELU with alpha 1.67326 and a scale of 1.0507: Klambauer et al. (2017), arXiv:1706.02515. */
    SELU((forward, x) -> forward.tf().nn.selu(x), OnnxActivations.named("Selu")),
    /** {@code x * Phi(x)} with the exact distribution function, Keras' default. */
    GELU(Activation::gelu, OnnxActivations::gelu),
    /** {@code 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3)))}: Keras' {@code gelu} with {@code approximate=True}. */
    GELU_APPROXIMATE(Activation::geluApproximate, OnnxActivations::geluApproximate),
    /** {@code x * sigmoid(x)}; Keras also calls it swish. */
    SILU((forward, x) -> forward.tf().math.mul(x, forward.tf().math.sigmoid(x)), OnnxActivations::silu),
    /** {@code 1 / (1 + exp(-x))}. */
    SIGMOID((forward, x) -> forward.tf().math.sigmoid(x), OnnxActivations.named("Sigmoid")),
    /** {@code relu6(x + 3) / 6}, as in Keras 3. */
    HARD_SIGMOID(Activation::hardSigmoid, (graph, x) -> OnnxActivations.hardSigmoid(graph, x, 1 / 6.0)),
    /** {@code 0.2 x + 0.5} cut to [0, 1]: what Keras 2 and TensorFlow.js call {@code hard_sigmoid}. */
    HARD_SIGMOID_KERAS2(Activation::hardSigmoidOfKeras2, (graph, x) -> OnnxActivations.hardSigmoid(graph, x, 0.2)),
    /** {@code x * hard_sigmoid(x)}; Keras also calls it hard_swish. */
    HARD_SILU((forward, x) -> forward.tf().math.mul(x, hardSigmoid(forward, x)), OnnxActivations.named("HardSwish")),
    /** The hyperbolic tangent. */
    TANH((forward, x) -> forward.tf().math.tanh(x), OnnxActivations.named("Tanh")),
    /** {@code log(1 + exp(x))}. */
    SOFTPLUS((forward, x) -> forward.tf().math.softplus(x), OnnxActivations.named("Softplus")),
    /** {@code exp(x) / sum(exp(x))} over the last axis. */
    SOFTMAX((forward, x) -> forward.tf().nn.softmax(x), OnnxActivations::softmax);

    private final Function function;
    private final OnnxFunction onnxFunction;

    Activation(Function function, OnnxFunction onnxFunction) {
        this.function = function;
        this.onnxFunction = onnxFunction;
    }

    /**
     * The function that Keras has under this name.
     *
     * @param kerasName such as {@code relu}, {@code swish}, {@code hard_sigmoid}
     * @throws IllegalArgumentException where Keras has no such function, or we have not; the message lists ours
     */
    public static Activation named(String kerasName) {
        String name = kerasName.replace("swish", "silu");
        for (Activation activation : values()) {
            if (activation.name().toLowerCase(Locale.ROOT).equals(name)) {
                return activation;
            }
        }
        throw new IllegalArgumentException("No activation is called %s. There are: %s."
                .formatted(kerasName, Arrays.toString(values()).toLowerCase(Locale.ROOT)));
    }

    Operand<TFloating> apply(Forward forward, Operand<TFloating> x) {
        return function.apply(forward, x);
    }

    OnnxValue onnx(OnnxGraph graph, OnnxValue x) {
        return onnxFunction.apply(graph, x);
    }

    private static Operand<TFloating> gelu(Forward forward, Operand<TFloating> x) {
        Ops tf = forward.tf();
        Operand<TFloating> erf = tf.math.erf(tf.math.mul(x, forward.constant(Math.sqrt(0.5))));
        Operand<TFloating> distribution = tf.math.mul(tf.math.add(erf, forward.constant(1)), forward.constant(0.5));
        return tf.math.mul(x, distribution);
    }

    private static Operand<TFloating> geluApproximate(Forward forward, Operand<TFloating> x) {
        Ops tf = forward.tf();
        Operand<TFloating> cube = tf.math.mul(tf.math.mul(x, tf.math.square(x)), forward.constant(0.044715));
        Operand<TFloating> inner = tf.math.mul(tf.math.add(x, cube), forward.constant(Math.sqrt(2 / Math.PI)));
        Operand<TFloating> factor = tf.math.add(tf.math.tanh(inner), forward.constant(1));
        return tf.math.mul(tf.math.mul(x, factor), forward.constant(0.5));
    }

    private static Operand<TFloating> hardSigmoidOfKeras2(Forward forward, Operand<TFloating> x) {
        Ops tf = forward.tf();
        Operand<TFloating> line = tf.math.add(tf.math.mul(x, forward.constant(0.2)), forward.constant(0.5));
        return tf.math.minimum(tf.nn.relu(line), forward.constant(1));
    }

    private static Operand<TFloating> hardSigmoid(Forward forward, Operand<TFloating> x) {
        Ops tf = forward.tf();
        return tf.math.mul(tf.nn.relu6(tf.math.add(x, forward.constant(3))), forward.constant(1 / 6.0));
    }

    private interface Function {
        Operand<TFloating> apply(Forward forward, Operand<TFloating> x);
    }

    interface OnnxFunction {
        OnnxValue apply(OnnxGraph graph, OnnxValue x);
    }
}
