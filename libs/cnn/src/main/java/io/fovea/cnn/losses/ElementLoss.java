package io.fovea.cnn.losses;

import io.fovea.cnn.DType;
import io.fovea.cnn.layers.Activation;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/** A loss of each output by itself: targets have the outputs' shape, and an example's loss is the mean over its outputs. */
interface ElementLoss extends Loss {
    /** In the outputs' shape. */
    Operand<TFloating> perElement(Ops tf, Operand<TFloating> targets, Operand<TFloating> outputs);

    @Override
    default DType targetType() {
        return DType.FLOAT32;
    }

    @Override
    default Shape targetShape(Shape output) {
        return output;
    }

    @Override
    default Operand<TFloating> perExample(Ops tf, Operand<? extends TType> targets, Operand<TFloating> outputs) {
        Terms terms = new Terms(tf, outputs);
        return terms.meanOfExample(perElement(tf, terms.cast(targets), outputs));
    }

    @Override
    default Optional<Operand<TFloating>> hits(Ops tf, Operand<? extends TType> targets, Operand<TFloating> outputs) {
        return Optional.empty();
    }

    @Override
    default Optional<Activation> outputActivation() {
        return Optional.empty();
    }
}
