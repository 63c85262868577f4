package io.fovea.cnn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.SwitchCond;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * What the loss is multiplied by, so that no gradient of 16 bits becomes 0: Micikevicius et al. (2018), arXiv:1710.03740, adjusted
 * as Keras' LossScaleOptimizer does.
 */
final class LossScale {
    static final String PREFIX = "scale/";
    static final float INITIAL = 1 << 15;
    static final int GROWTH_STEPS = 2_000;
    private static final String SCALE = PREFIX + "scale";
    private static final String GOOD = PREFIX + "good_steps";
    private static final String SKIPPED = PREFIX + "skipped_steps";

    private final Ops tf;
    private final Variables.Variable scale;
    private final Variables.Variable good;
    private final Variables.Variable skipped;

    private LossScale(Ops tf, Variables variables) {
        this.tf = tf;
        this.scale = variables.add(SCALE, Shape.scalar());
        this.good = variables.add(GOOD, Shape.scalar());
        this.skipped = variables.add(SKIPPED, Shape.scalar());
    }

    static LossScale of(Ops tf, Variables variables) {
        return new LossScale(tf, variables);
    }

    static Map<String, HostTensor> first() {
        HostTensor none = HostTensor.float32(new long[0], 0);
        return Map.of(SCALE, HostTensor.float32(new long[0], INITIAL), GOOD, none, SKIPPED, none);
    }

    Operand<TFloating> scaled(Operand<TFloating> loss) {
        return tf.math.mul(loss, scale.read());
    }

    Operand<TFloating> unscaled(Operand<TFloating> gradient) {
        return tf.math.div(gradient, scale.read());
    }

    Checked check(List<Operand<TFloating>> gradients) {
        List<Operand<TBool>> finite = new ArrayList<>();
        for (Operand<TFloating> gradient : gradients) {
            Operand<TFloating> flat = tf.reshape(gradient, tf.constant(new int[] {-1}));
            finite.add(tf.reduceAll(tf.math.isFinite(flat), tf.constant(0)));
        }
        return new Checked(tf.reduceAll(tf.stack(finite), tf.constant(0)));
    }

    /** A step of which it is known whether its gradients are finite. */
    final class Checked {
        private final Operand<TBool> finite;

        private Checked(Operand<TBool> finite) {
            this.finite = finite;
        }

        /** Its operations run where the gradients are finite, and not at all otherwise. */
        Ops ifFinite() {
            SwitchCond<TBool> branches = tf.switchCond(finite, finite);
            return tf.withControlDependencies(List.of(tf.identity(branches.outputTrue())));
        }

        /** The steps before this one that moved something. */
        Operand<TInt64> steps(Operand<TInt64> step) {
            return tf.math.sub(step, tf.dtypes.cast(skipped.read(), TInt64.class));
        }

        Op adjust() {
            Operand<TFloating> one = number(1);
            Operand<TFloating> zero = number(0);
            Operand<TFloating> next = tf.math.add(good.read(), one);
            Operand<TBool> grows = tf.math.greaterEqual(next, number(GROWTH_STEPS));
            Operand<TFloating> larger = tf.select(grows, tf.math.mul(scale.read(), number(2)), scale.read());
            Operand<TFloating> smaller = tf.math.maximum(tf.math.mul(scale.read(), number(0.5f)), one);
            return tf.withControlDependencies(List.of(
                            assign(scale, tf.select(finite, larger, smaller)),
                            assign(good, tf.select(finite, tf.select(grows, zero, next), zero)),
                            assign(skipped, tf.math.add(skipped.read(), tf.select(finite, zero, one)))))
                    .noOp();
        }

        private Op assign(Variables.Variable variable, Operand<TFloating> value) {
            return tf.assignVariableOp(variable.handle(), value);
        }

        private Operand<TFloating> number(float value) {
            Operand<TFloat32> constant = tf.constant(value);
            return TrainStep.floating(constant);
        }
    }
}
