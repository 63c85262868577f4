package io.fovea.cnn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * A tensor in Java's memory: needs no closing, and is what models are fed and answer with.
 *
 * @param shape every axis, the batch axis first where there is one
 * @param contents row-major, little-endian; not copied, so it must not be changed afterwards
 */
public record HostTensor(DType dtype, long[] shape, byte[] contents) {
    /** @throws IllegalArgumentException where the contents are not as long as shape and type say */
    public HostTensor {
        long expected = elements(shape) * dtype.size();
        if (contents.length != expected) {
            throw new IllegalArgumentException("Expected %d bytes for %s%s, received %d."
                    .formatted(expected, dtype, Arrays.toString(shape), contents.length));
        }
    }

    /** Floats, row-major. */
    public static HostTensor float32(long[] shape, float... values) {
        ByteBuffer bytes = buffer(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return new HostTensor(DType.FLOAT32, shape, bytes.array());
    }

    /** Doubles, row-major. */
    public static HostTensor float64(long[] shape, double... values) {
        ByteBuffer bytes = buffer(values.length * Double.BYTES);
        bytes.asDoubleBuffer().put(values);
        return new HostTensor(DType.FLOAT64, shape, bytes.array());
    }

    /** Longs, row-major. */
    public static HostTensor int64(long[] shape, long... values) {
        ByteBuffer bytes = buffer(values.length * Long.BYTES);
        bytes.asLongBuffer().put(values);
        return new HostTensor(DType.INT64, shape, bytes.array());
    }

    /** Bytes that stand for 0 to 255, such as pixels, row-major. */
    public static HostTensor uint8(long[] shape, byte[] values) {
        return new HostTensor(DType.UINT8, shape, values);
    }

    /** Number of elements; 1 for a scalar. */
    public long elements() {
        return elements(shape);
    }

    /** The size of the first axis: how many examples a batch holds. */
    public int rows() {
        if (shape.length == 0) {
            throw new IllegalArgumentException("Expected a tensor with a batch axis, received a scalar.");
        }
        return Math.toIntExact(shape[0]);
    }

    /** The shape of one example: all axes but the first. */
    public long[] rowShape() {
        return Arrays.copyOfRange(shape, 1, shape.length);
    }

    /** The examples at these positions, copied, in this order. */
    public HostTensor gather(int[] positions) {
        int rowBytes = Math.toIntExact(elements(rowShape()) * dtype.size());
        byte[] gathered = new byte[Math.multiplyExact(rowBytes, positions.length)];
        for (int i = 0; i < positions.length; i++) {
            System.arraycopy(contents, positions[i] * rowBytes, gathered, i * rowBytes, rowBytes);
        }
        long[] gatheredShape = shape.clone();
        gatheredShape[0] = positions.length;
        return new HostTensor(dtype, gatheredShape, gathered);
    }

    /** The rows of all parts, which are of one type and row shape, in their order. */
    static HostTensor concatenated(List<HostTensor> parts) {
        ByteBuffer contents =
                buffer(parts.stream().mapToInt(part -> part.contents.length).sum());
        parts.forEach(part -> contents.put(part.contents));
        long[] shape = parts.get(0).shape.clone();
        shape[0] = parts.stream().mapToInt(HostTensor::rows).sum();
        return new HostTensor(parts.get(0).dtype, shape, contents.array());
    }

    /** A copy of the elements of a {@link DType#FLOAT32} tensor, row-major. */
    public float[] toFloats() {
        require(DType.FLOAT32);
        float[] values = new float[contents.length / Float.BYTES];
        littleEndian().asFloatBuffer().get(values);
        return values;
    }

    /** A copy of the elements of a {@link DType#FLOAT64} tensor, row-major. */
    public double[] toDoubles() {
        require(DType.FLOAT64);
        double[] values = new double[contents.length / Double.BYTES];
        littleEndian().asDoubleBuffer().get(values);
        return values;
    }

    /** A copy of the elements of an {@link DType#INT64} tensor, row-major. */
    public long[] toLongs() {
        require(DType.INT64);
        long[] values = new long[contents.length / Long.BYTES];
        littleEndian().asLongBuffer().get(values);
        return values;
    }

    private void require(DType expected) {
        if (dtype != expected) {
            throw new IllegalArgumentException(
                    "Expected a tensor of %s, received one of %s.".formatted(expected, dtype));
        }
    }

    private ByteBuffer littleEndian() {
        return ByteBuffer.wrap(contents).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static long elements(long[] shape) {
        long elements = 1;
        for (long axis : shape) {
            elements = Math.multiplyExact(elements, axis);
        }
        return elements;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HostTensor that
                && dtype == that.dtype
                && Arrays.equals(shape, that.shape)
                && Arrays.equals(contents, that.contents);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(contents);
    }

    @Override
    public String toString() {
        return dtype + Arrays.toString(shape);
    }
}
