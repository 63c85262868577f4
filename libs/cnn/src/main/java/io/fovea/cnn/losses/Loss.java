package io.fovea.cnn.losses;

import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Layer;
import io.fovea.cnn.layers.Activation;
import io.fovea.cnn.layers.ActivationLayer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/**
 * What training makes small, as a mean over the examples. Of Keras', there are {@link CategoricalCrossentropy}, {@link
 * SparseCategoricalCrossentropy}, {@link BinaryCrossentropy}, {@link CategoricalFocalCrossentropy}, {@link
 * BinaryFocalCrossentropy}, {@link MeanSquaredError}, {@link MeanAbsoluteError} and {@link Huber}; for sequences of classes {@link
 * SequenceCrossentropy}.
 */
public interface Loss {
    /** Labels are class numbers {@code [batch]} (INT64), outputs are logits {@code [batch, classes]}, as they stand. */
    static Loss sparseCategoricalCrossentropyFromLogits() {
        return new SparseCategoricalCrossentropy();
    }

    /** The type that the targets are fed in. */
    DType targetType();

    /** The shape of the targets of one example, for outputs of this shape. */
    Shape targetShape(Shape output);

    /**
     * Which value makes no sense to this loss, in targets of the right type and shape, and what does: asked of every batch before
     * anything is learnt from it. Empty where all do.
     *
     * @param targets {@code [batch, ...]}, in {@link #targetType} and {@link #targetShape}
     * @param output the shape of the outputs of one example
     * @param weights how much each example counts, null where each counts 1; what counts 0 may be anything
     */
    default Optional<String> fault(HostTensor targets, Shape output, float @Nullable [] weights) {
        return Optional.empty();
    }

    /**
     * What each example costs, {@code [batch]}.
     *
     * @param targets {@code [batch, ...]}, in {@link #targetType} and {@link #targetShape}
     * @param outputs {@code [batch, ...]}, the model's outputs as they stand
     */
    Operand<TFloating> perExample(Ops tf, Operand<? extends TType> targets, Operand<TFloating> outputs);

    /**
     * 1 for each example that is right, else 0: {@code [batch]}. Where an example has several places or yes-or-no outputs, how many
     * of them are right, from 0 to 1. Empty where right and wrong make no sense.
     */
    Optional<Operand<TFloating>> hits(Ops tf, Operand<? extends TType> targets, Operand<TFloating> outputs);

    /**
     * What makes probabilities of the outputs, for export: softmax of logits, say, {@link Activation#LINEAR}
     * where they are probabilities as they stand; empty where they never are.
     */
    Optional<Activation> outputActivation();

    /** The layer that makes probabilities of the outputs, for export: of {@link #outputActivation} where a loss says nothing else. */
    default Optional<Layer> outputLayer() {
        return outputActivation().map(ActivationLayer::new);
    }
}
