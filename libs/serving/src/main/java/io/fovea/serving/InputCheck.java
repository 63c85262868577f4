package io.fovea.serving;

import io.fovea.messaging.RejectedException;
import io.fovea.messaging.Rejection;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.inference.v1.Tensor;
import io.fovea.registry.TensorSpec;
import io.fovea.tensorcodec.TensorCodec;
import io.fovea.tensorcodec.TensorFormatException;

/** Finds a record that would spoil its batch before it is in one. */
final class InputCheck {

    private InputCheck() {}

    /**
     * The example's tensor for this input.
     *
     * @throws RejectedException when it is missing, of another datatype or shape, not as long as its shape says, or has a
     *     number that is none
     */
    static Tensor input(Example example, TensorSpec expected) {
        Tensor tensor = named(example, expected.name());
        if (!tensor.getDatatype().equals(expected.datatype())) {
            throw new RejectedException(
                    new Rejection.DatatypeMismatch(tensor.getName(), expected.datatype(), tensor.getDatatype()));
        }
        if (!tensor.getShapeList().equals(expected.shape())) {
            throw new RejectedException(
                    new Rejection.ShapeMismatch(tensor.getName(), expected.shape(), tensor.getShapeList()));
        }
        return finite(filled(tensor));
    }

    private static Tensor named(Example example, String name) {
        return example.getInputsList().stream()
                .filter(tensor -> tensor.getName().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new RejectedException(new Rejection.MalformedTensor("Expected an input \"%s\", received %s."
                                .formatted(
                                        name,
                                        example.getInputsList().stream()
                                                .map(Tensor::getName)
                                                .toList()))));
    }

    private static Tensor filled(Tensor tensor) {
        try {
            return TensorCodec.check(tensor);
        } catch (TensorFormatException e) {
            throw new RejectedException(new Rejection.MalformedTensor(String.valueOf(e.getMessage())));
        }
    }

    private static Tensor finite(Tensor tensor) {
        if (!Finite.isFinite(tensor.getDatatype(), tensor.getRawContents())) {
            throw new RejectedException(new Rejection.NotFinite(tensor.getName()));
        }
        return tensor;
    }
}
