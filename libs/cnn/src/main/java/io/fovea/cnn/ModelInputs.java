package io.fovea.cnn;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/** What is fed, as the layers take it. */
final class ModelInputs {
    private ModelInputs() {}

    /** Never a fed operand itself, which could not be fetched: a layer may pass its input on as it is. */
    static List<Operand<TFloating>> asFloats(Forward forward, List<? extends Operand<? extends TType>> inputs) {
        return inputs.stream()
                .map(input -> input.type() == forward.type()
                        ? TrainStep.floating(forward.tf().identity(input))
                        : forward.cast(input))
                .toList();
    }
}
