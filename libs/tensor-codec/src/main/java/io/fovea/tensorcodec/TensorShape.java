package io.fovea.tensorcodec;

import java.util.List;

/** How many bytes a shape takes. */
final class TensorShape {

    private TensorShape() {}

    static List<Long> extents(long[] shape) {
        Long[] extents = new Long[shape.length]; // a stream costs more than the rest of a small tensor
        for (int axis = 0; axis < shape.length; axis++) {
            extents[axis] = shape[axis];
        }
        return List.of(extents);
    }

    static long bytes(String name, List<Long> shape, Datatype datatype) {
        long bytes = datatype.size();
        for (long extent : shape) {
            bytes = multiply(name, shape, bytes, extent);
        }
        return bytes;
    }

    private static long multiply(String name, List<Long> shape, long bytes, long extent) {
        if (extent < 0) {
            throw new TensorFormatException(
                    "Tensor \"%s\": shape %s has the negative extent %d.".formatted(name, shape, extent));
        }
        try {
            return Math.multiplyExact(bytes, extent);
        } catch (ArithmeticException e) {
            throw new TensorFormatException(
                    "Tensor \"%s\": shape %s is larger than any tensor can be.".formatted(name, shape));
        }
    }
}
