package io.fovea.cnn.optimizers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** How long a gradient may be, as Keras' optimizers have it. */
public sealed interface GradientClipping {
    /** The gradients of all weights, clipped, in their order. */
    List<Operand<TFloating>> clip(Ops tf, List<Operand<TFloating>> gradients);

    /** Every element within {@code [-bound, bound]}. */
    record ByValue(double bound) implements GradientClipping {
        /** @throws IllegalArgumentException where the bound is not above 0 */
        public ByValue {
            requirePositive("clipValue", bound);
        }

        @Override
        public List<Operand<TFloating>> clip(Ops tf, List<Operand<TFloating>> gradients) {
            return each(
                    gradients,
                    gradient -> tf.clipByValue(gradient, like(tf, -bound, gradient), like(tf, bound, gradient)));
        }
    }

    /** Each weight's gradient no longer than {@code norm}: {@code g * norm / max(|g|, norm)}. */
    record ByNorm(double norm) implements GradientClipping {
        /** @throws IllegalArgumentException where the norm is not above 0 */
        public ByNorm {
            requirePositive("clipNorm", norm);
        }

        @Override
        public List<Operand<TFloating>> clip(Ops tf, List<Operand<TFloating>> gradients) {
            return each(gradients, gradient -> {
                Operand<TFloating> length = tf.math.sqrt(squares(tf, gradient));
                Operand<TFloating> bound = like(tf, norm, gradient);
                return tf.math.mul(gradient, tf.math.div(bound, tf.math.maximum(length, bound)));
            });
        }
    }

    /** All gradients as one vector no longer than {@code norm}. */
    record ByGlobalNorm(double norm) implements GradientClipping {
        /** @throws IllegalArgumentException where the norm is not above 0 */
        public ByGlobalNorm {
            requirePositive("globalClipNorm", norm);
        }

        @Override
        public List<Operand<TFloating>> clip(Ops tf, List<Operand<TFloating>> gradients) {
            List<Operand<TFloating>> squares = each(gradients, gradient -> squares(tf, gradient));
            Operand<TFloating> length = tf.math.sqrt(tf.math.addN(squares));
            Operand<TFloating> bound = like(tf, norm, length);
            Operand<TFloating> scale = tf.math.div(bound, tf.math.maximum(length, bound));
            return each(gradients, gradient -> tf.math.mul(gradient, scale));
        }
    }

    private static Operand<TFloating> squares(Ops tf, Operand<TFloating> gradient) {
        return tf.math.mul(tf.nn.l2Loss(gradient), like(tf, 2, gradient)); // l2Loss is half of the sum
    }

    private static Operand<TFloating> like(Ops tf, double value, Operand<TFloating> operand) {
        return tf.dtypes.cast(tf.constant(value), operand.type());
    }

    private static List<Operand<TFloating>> each(
            List<Operand<TFloating>> gradients, Function<Operand<TFloating>, Operand<TFloating>> change) {
        List<Operand<TFloating>> changed = new ArrayList<>();
        gradients.forEach(gradient -> changed.add(change.apply(gradient)));
        return changed;
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException("Expected a %s above 0, received %s.".formatted(name, value));
        }
    }
}
