package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import java.util.function.BiFunction;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Keras' activation functions, element by element but for softmax, which is over the last axis. */
public enum Activation {
    LINEAR((tf, x) -> x),
    RELU((tf, x) -> tf.nn.relu(x)),
    SIGMOID((tf, x) -> tf.math.sigmoid(x)),
    TANH((tf, x) -> tf.math.tanh(x)),
    SOFTMAX((tf, x) -> tf.nn.softmax(x));

    private final BiFunction<Ops, Operand<TFloating>, Operand<TFloating>> function;

    Activation(BiFunction<Ops, Operand<TFloating>, Operand<TFloating>> function) {
        this.function = function;
    }

    Operand<TFloating> apply(Forward forward, Operand<TFloating> x) {
        return function.apply(forward.tf(), x);
    }
}
