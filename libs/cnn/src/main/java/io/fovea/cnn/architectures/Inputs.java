package io.fovea.cnn.architectures;

import io.fovea.cnn.SymbolicTensor;
import org.tensorflow.ndarray.Shape;

/** Checks of what an architecture is built on. */
final class Inputs {
    private Inputs() {}

    /**
     * The input, where it has the axes that the architecture takes and is not too small.
     *
     * @throws IllegalArgumentException where it is not
     */
    static SymbolicTensor of(Architecture architecture, SymbolicTensor input) {
        Shape shape = input.shape();
        Shape expected = architecture.defaultInput();
        if (shape.numDimensions() != expected.numDimensions()) {
            throw new IllegalArgumentException(
                    "%s takes inputs such as %s, received %s.".formatted(architecture.name(), expected, shape));
        }
        int least = architecture.minimumSize();
        if (shape.numDimensions() == 3 && (shape.get(0) < least || shape.get(1) < least)) {
            throw new IllegalArgumentException("%s takes images of %d x %d and more, received %d x %d."
                    .formatted(architecture.name(), least, least, shape.get(0), shape.get(1)));
        }
        return input;
    }
}
