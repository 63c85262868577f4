package io.fovea.tensorcodec;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.fovea.proto.inference.v1.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Arrays become wire tensors, and wire tensors arrays, in bulk copies: row-major, little-endian, without a batch axis.
 *
 * <p>Arrays that go in are copied, arrays that come out are the caller's own. Thread-safe: it holds nothing.
 */
public final class TensorCodec {

    private TensorCodec() {}

    /** Bytes as they are, such as pixels {@code [height, width, channels]}, each from 0 to 255. */
    public static Tensor uint8(String name, long[] shape, byte[] elements) {
        return tensor(name, Datatype.UINT8, shape, ByteString.copyFrom(elements));
    }

    /** Single-precision numbers. */
    public static Tensor float32(String name, long[] shape, float[] elements) {
        ByteBuffer bytes = allocate(elements.length, Datatype.FP32);
        bytes.asFloatBuffer().put(elements);
        return tensor(name, Datatype.FP32, shape, UnsafeByteOperations.unsafeWrap(bytes));
    }

    /** 64-bit whole numbers. */
    public static Tensor int64(String name, long[] shape, long[] elements) {
        ByteBuffer bytes = allocate(elements.length, Datatype.INT64);
        bytes.asLongBuffer().put(elements);
        return tensor(name, Datatype.INT64, shape, UnsafeByteOperations.unsafeWrap(bytes));
    }

    /** One 64-bit whole number, such as a class: the shape is empty. */
    public static Tensor int64(String name, long element) {
        return int64(name, new long[0], new long[] {element});
    }

    /** A tensor of any datatype from bytes that are laid out as the wire has them. */
    public static Tensor raw(String name, Datatype datatype, long[] shape, byte[] contents) {
        return tensor(name, datatype, shape, ByteString.copyFrom(contents));
    }

    /**
     * The elements of an FP32 tensor.
     *
     * @throws TensorFormatException when it is of another datatype or its contents do not fill its shape
     */
    public static float[] toFloat32(Tensor tensor) {
        float[] elements = new float[elements(tensor, Datatype.FP32)];
        contents(tensor).asFloatBuffer().get(elements);
        return elements;
    }

    /**
     * The elements of an INT64 tensor.
     *
     * @throws TensorFormatException when it is of another datatype or its contents do not fill its shape
     */
    public static long[] toInt64(Tensor tensor) {
        long[] elements = new long[elements(tensor, Datatype.INT64)];
        contents(tensor).asLongBuffer().get(elements);
        return elements;
    }

    /**
     * The raw contents of a tensor of any datatype, as the wire has them: an UINT8 tensor's elements.
     *
     * @throws TensorFormatException when the datatype is unknown or the contents do not fill the shape
     */
    public static byte[] toBytes(Tensor tensor) {
        check(tensor);
        return tensor.getRawContents().toByteArray();
    }

    /** The shape, outermost axis first; empty for a scalar. */
    public static long[] shape(Tensor tensor) {
        return tensor.getShapeList().stream().mapToLong(Long::longValue).toArray();
    }

    /**
     * Returns the tensor when it is sound: a known datatype, no negative extent, and contents that fill the shape.
     *
     * @throws TensorFormatException otherwise, in a sentence with the name, what was expected and what was received
     */
    public static Tensor check(Tensor tensor) {
        Datatype datatype = datatype(tensor);
        long expected = TensorShape.bytes(tensor.getName(), tensor.getShapeList(), datatype);
        int received = tensor.getRawContents().size();
        if (received != expected) {
            throw new TensorFormatException("Tensor \"%s\" %s %s: expected %d bytes, received %d."
                    .formatted(tensor.getName(), datatype, tensor.getShapeList(), expected, received));
        }
        return tensor;
    }

    private static Datatype datatype(Tensor tensor) {
        try {
            return Datatype.of(tensor.getDatatype());
        } catch (TensorFormatException e) {
            throw new TensorFormatException("Tensor \"%s\": %s".formatted(tensor.getName(), e.getMessage()));
        }
    }

    private static int elements(Tensor tensor, Datatype wanted) {
        Datatype datatype = datatype(check(tensor));
        if (datatype != wanted) {
            throw new TensorFormatException(
                    "Tensor \"%s\": expected %s, received %s.".formatted(tensor.getName(), wanted, datatype));
        }
        return tensor.getRawContents().size() / wanted.size();
    }

    private static Tensor tensor(String name, Datatype datatype, long[] shape, ByteString contents) {
        List<Long> extents = TensorShape.extents(shape);
        return check(Tensor.newBuilder()
                .setName(name)
                .setDatatype(datatype.name())
                .addAllShape(extents)
                .setRawContents(contents)
                .build());
    }

    private static ByteBuffer allocate(int elements, Datatype datatype) {
        return ByteBuffer.allocate(Math.multiplyExact(elements, datatype.size()))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer contents(Tensor tensor) {
        return tensor.getRawContents().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
}
