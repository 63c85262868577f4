package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import java.util.Arrays;
import java.util.Locale;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.family.TFloating;

/** Keras' activation functions, element by element but for softmax, which is over the last axis. */
public enum Activation {
    LINEAR((forward, x) -> x),
    RELU((forward, x) -> forward.tf().nn.relu(x)),
    RELU6((forward, x) -> forward.tf().nn.relu6(x)),
    /** Slope 0.2 below zero, as Keras' function; {@link LeakyReLU} has Keras' layer. */
    LEAKY_RELU((forward, x) -> forward.tf().nn.leakyRelu(x, LeakyRelu.alpha(0.2f))),
    ELU((forward, x) -> forward.tf().nn.elu(x)),
    SELU((forward, x) -> forward.tf().nn.selu(x)),
    /** {@code x * Phi(x)} with the exact distribution function, Keras' default. */
    GELU(Activation::gelu),
    /** {@code x * sigmoid(x)}; Keras also calls it swish. */
    SILU((forward, x) -> forward.tf().math.mul(x, forward.tf().math.sigmoid(x))),
    SIGMOID((forward, x) -> forward.tf().math.sigmoid(x)),
    /** {@code relu6(x + 3) / 6}, as in Keras 3; Keras 2 had {@code 0.2 x + 0.5} cut to [0, 1]. */
    HARD_SIGMOID(Activation::hardSigmoid),
    /** {@code x * hard_sigmoid(x)}; Keras also calls it hard_swish. */
    HARD_SILU((forward, x) -> forward.tf().math.mul(x, hardSigmoid(forward, x))),
    TANH((forward, x) -> forward.tf().math.tanh(x)),
    SOFTPLUS((forward, x) -> forward.tf().math.softplus(x)),
    SOFTMAX((forward, x) -> forward.tf().nn.softmax(x));

    private final Function function;

    Activation(Function function) {
        this.function = function;
    }

    /** @throws IllegalArgumentException where Keras has no such function, or we have not; the message lists ours */
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

    private static Operand<TFloating> gelu(Forward forward, Operand<TFloating> x) {
        Ops tf = forward.tf();
        Operand<TFloating> erf = tf.math.erf(tf.math.mul(x, forward.constant(Math.sqrt(0.5))));
        Operand<TFloating> distribution = tf.math.mul(tf.math.add(erf, forward.constant(1)), forward.constant(0.5));
        return tf.math.mul(x, distribution);
    }

    private static Operand<TFloating> hardSigmoid(Forward forward, Operand<TFloating> x) {
        Ops tf = forward.tf();
        return tf.math.mul(tf.nn.relu6(tf.math.add(x, forward.constant(3))), forward.constant(1 / 6.0));
    }

    private interface Function {
        Operand<TFloating> apply(Forward forward, Operand<TFloating> x);
    }
}
