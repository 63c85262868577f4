package io.fovea.cnn.optimizers;

import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/** How weights follow their gradients. Immutable, so one can serve many models. */
public interface Optimizer {
    /** What the first step is fed; a callback may change it from step to step. */
    double learningRate();

    /** What is kept for each weight, in its shape: name to first value. */
    Map<String, Double> slots();

    /** The operation that moves one weight, and its slots, by one step. */
    Op apply(Ops tf, Update update);

    /** What an optimizer needs for one weight. */
    interface Update {
        /** Resource handle of the weight. */
        Operand<? extends TType> variable();

        /** The weight as it is before the step. */
        Operand<TFloating> value();

        /** Resource handle of one of {@link Optimizer#slots()}. */
        Operand<? extends TType> slot(String name);

        Operand<TFloating> gradient();

        /** Scalar, fed at each step. */
        Operand<TFloating> learningRate();

        /** Scalar: 0 at the first step. */
        Operand<TInt64> step();

        /** A scalar of the weight's type. */
        Operand<TFloating> constant(double value);
    }
}
