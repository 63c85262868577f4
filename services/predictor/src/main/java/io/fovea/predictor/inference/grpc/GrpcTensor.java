package io.fovea.predictor.inference.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.fovea.predictor.inference.MalformedRequestException;
import io.fovea.proto.inference.v1.Tensor;
import io.fovea.proto.openinference.InferTensorContents;
import io.fovea.proto.openinference.ModelInferRequest.InferInputTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.BiConsumer;

/** Typed contents as raw ones; a number that its datatype cannot hold is refused. */
final class GrpcTensor {

    private GrpcTensor() {}

    static Tensor of(InferInputTensor input, ByteString raw) {
        return Tensor.newBuilder()
                .setName(input.getName())
                .setDatatype(input.getDatatype())
                .addAllShape(input.getShapeList())
                .setRawContents(raw)
                .build();
    }

    static Tensor of(InferInputTensor input) {
        return of(input, contents(input));
    }

    private static ByteString contents(InferInputTensor input) {
        InferTensorContents typed = input.getContents();
        return switch (input.getDatatype()) {
            case "FP32" -> pack(typed.getFp32ContentsList(), Float.BYTES, ByteBuffer::putFloat);
            case "FP64" -> pack(typed.getFp64ContentsList(), Double.BYTES, ByteBuffer::putDouble);
            case "INT64" -> pack(typed.getInt64ContentsList(), Long.BYTES, ByteBuffer::putLong);
            case "UINT64" -> pack(typed.getUint64ContentsList(), Long.BYTES, ByteBuffer::putLong);
            case "INT32" -> pack(typed.getIntContentsList(), Integer.BYTES, ByteBuffer::putInt);
            case "UINT32" -> pack(typed.getUintContentsList(), Integer.BYTES, ByteBuffer::putInt);
            case "INT16" ->
                pack(
                        typed.getIntContentsList(),
                        Short.BYTES,
                        (bytes, number) -> bytes.putShort((short) in(input, number, Short.MIN_VALUE, Short.MAX_VALUE)));
            case "UINT16" ->
                pack(
                        typed.getUintContentsList(),
                        Short.BYTES,
                        (bytes, number) -> bytes.putShort((short) in(input, number, 0, 0xffff)));
            case "INT8" ->
                pack(
                        typed.getIntContentsList(),
                        Byte.BYTES,
                        (bytes, number) -> bytes.put((byte) in(input, number, Byte.MIN_VALUE, Byte.MAX_VALUE)));
            case "UINT8" ->
                pack(
                        typed.getUintContentsList(),
                        Byte.BYTES,
                        (bytes, number) -> bytes.put((byte) in(input, number, 0, 0xff)));
            case "BOOL" ->
                pack(typed.getBoolContentsList(), Byte.BYTES, (bytes, number) -> bytes.put((byte) (number ? 1 : 0)));
            default -> ByteString.EMPTY; // the check of the tensor says what is wrong with the datatype
        };
    }

    private static int in(InferInputTensor input, int number, int least, int most) {
        if (number < least || number > most) {
            throw new MalformedRequestException("Input \"%s\": %s takes %d to %d, and one number is %d."
                    .formatted(input.getName(), input.getDatatype(), least, most, number));
        }
        return number;
    }

    private static <T> ByteString pack(List<T> numbers, int size, BiConsumer<ByteBuffer, T> put) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(numbers.size(), size)).order(ByteOrder.LITTLE_ENDIAN);
        numbers.forEach(number -> put.accept(bytes, number));
        return UnsafeByteOperations.unsafeWrap(bytes.flip());
    }
}
