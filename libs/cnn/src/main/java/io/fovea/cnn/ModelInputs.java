package io.fovea.cnn;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/** What is fed, as the layers take it. */
final class ModelInputs {
    private ModelInputs() {}

    @SuppressWarnings("unchecked") // checked: the input has that type
    static List<Operand<TFloating>> asFloats(Forward forward, List<Placeholder<? extends TType>> inputs) {
        return inputs.stream()
                .map(input ->
                        input.type() == forward.type() ? (Operand<TFloating>) (Operand<?>) input : forward.cast(input))
                .toList();
    }
}
