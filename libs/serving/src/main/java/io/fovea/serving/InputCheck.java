package io.fovea.serving;

import io.fovea.messaging.RejectedException;
import io.fovea.messaging.Rejection;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.inference.v1.Tensor;
import io.fovea.registry.TensorSpec;
import io.fovea.tensorcodec.TensorCodec;
import io.fovea.tensorcodec.TensorFormatException;
import java.util.List;
import java.util.stream.Stream;

/** Finds a record or a call that would spoil its batch before it is in one. */
final class InputCheck {

    private static final long ANY = -1;

    private InputCheck() {}

    /**
     * The example's tensor for this input.
     *
     * @throws RejectedException when it is missing, of another datatype or shape, not as long as its shape says, or has a
     *     number that is none
     */
    static Tensor input(Example example, TensorSpec expected) {
        Tensor tensor = named(example, expected.name());
        checkDatatype(tensor, expected);
        checkShape(tensor, expected.shape(), tensor.getShapeList());
        return finite(filled(tensor));
    }

    /**
     * How many rows a call's tensor has, the batch axis being its first.
     *
     * @throws CallRefusedException for the same reasons, and when it has no row
     */
    static int rows(Tensor tensor, TensorSpec expected) {
        try {
            checkDatatype(tensor, expected);
            return checkedRows(tensor, expected);
        } catch (RejectedException e) {
            throw new CallRefusedException(e.rejection());
        }
    }

    private static int checkedRows(Tensor tensor, TensorSpec expected) {
        List<Long> shape = tensor.getShapeList();
        List<Long> row = shape.isEmpty() ? List.of() : shape.subList(1, shape.size());
        if (shape.isEmpty() || !row.equals(expected.shape())) {
            List<Long> batch =
                    Stream.concat(Stream.of(ANY), expected.shape().stream()).toList();
            throw new RejectedException(new Rejection.ShapeMismatch(tensor.getName(), batch, shape));
        }
        finite(filled(tensor));
        if (shape.get(0) < 1 || shape.get(0) > Integer.MAX_VALUE) {
            throw new RejectedException(new Rejection.MalformedTensor(
                    "Tensor %s: expected at least one row, received shape %s.".formatted(tensor.getName(), shape)));
        }
        return shape.get(0).intValue();
    }

    private static void checkDatatype(Tensor tensor, TensorSpec expected) {
        if (!tensor.getDatatype().equals(expected.datatype())) {
            throw new RejectedException(
                    new Rejection.DatatypeMismatch(tensor.getName(), expected.datatype(), tensor.getDatatype()));
        }
    }

    private static void checkShape(Tensor tensor, List<Long> expected, List<Long> received) {
        if (!received.equals(expected)) {
            throw new RejectedException(new Rejection.ShapeMismatch(tensor.getName(), expected, received));
        }
    }

    private static Tensor named(Example example, String name) {
        for (Tensor tensor : example.getInputsList()) {
            if (tensor.getName().equals(name)) {
                return tensor;
            }
        }
        throw new RejectedException(new Rejection.MalformedTensor("Expected an input \"%s\", received %s."
                .formatted(
                        name,
                        example.getInputsList().stream().map(Tensor::getName).toList())));
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
