package io.fovea.predictor.inference;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.fovea.messaging.Rejection;
import io.fovea.proto.inference.v1.Tensor;
import io.fovea.serving.CallRefusedException;
import io.fovea.tensorcodec.Datatype;
import io.fovea.tensorcodec.TensorFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tensor's numbers as raw contents; a number that its datatype cannot hold is refused, not rounded. */
final class JsonTensor {

    private JsonTensor() {}

    /** @throws CallRefusedException with {@code INVALID} where numbers, datatype and shape do not go together */
    static Tensor of(String name, String datatypeName, List<Long> shape, JsonNumbers data) {
        Datatype datatype = datatype(name, datatypeName);
        if (!data.fits(shape)) {
            throw malformed("Tensor %s: its lists are not nested as its shape %s.".formatted(name, shape));
        }
        return Tensor.newBuilder()
                .setName(name)
                .setDatatype(datatypeName)
                .addAllShape(shape)
                .setRawContents(contents(name, datatype, data))
                .build();
    }

    private static Datatype datatype(String name, String datatype) {
        try {
            return Datatype.of(datatype);
        } catch (TensorFormatException e) {
            throw malformed("Tensor %s: %s".formatted(name, e.getMessage()));
        }
    }

    private static ByteString contents(String name, Datatype datatype, JsonNumbers data) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(data.count(), datatype.size()))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < data.count(); i++) {
            put(bytes, name, datatype, data, i);
        }
        return UnsafeByteOperations.unsafeWrap(bytes.flip());
    }

    private static void put(ByteBuffer bytes, String name, Datatype datatype, JsonNumbers data, int i) {
        switch (datatype) {
            case FP32 -> bytes.putFloat((float) data.number(i));
            case FP64 -> bytes.putDouble(data.number(i));
            case BOOL -> bytes.put((byte) integer(name, datatype, data, i, 0, 1));
            case UINT8 -> bytes.put((byte) integer(name, datatype, data, i, 0, 0xff));
            case INT8 -> bytes.put((byte) integer(name, datatype, data, i, Byte.MIN_VALUE, Byte.MAX_VALUE));
            case UINT16 -> bytes.putShort((short) integer(name, datatype, data, i, 0, 0xffff));
            case INT16 -> bytes.putShort((short) integer(name, datatype, data, i, Short.MIN_VALUE, Short.MAX_VALUE));
            case UINT32 -> bytes.putInt((int) integer(name, datatype, data, i, 0, 0xffffffffL));
            case INT32 -> bytes.putInt((int) integer(name, datatype, data, i, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case UINT64 -> bytes.putLong(integer(name, datatype, data, i, 0, Long.MAX_VALUE));
            case INT64 -> bytes.putLong(integer(name, datatype, data, i, Long.MIN_VALUE, Long.MAX_VALUE));
            case FP16 -> throw malformed("Tensor %s: FP16 is to be sent as binary data.".formatted(name));
        }
    }

    private static long integer(String name, Datatype datatype, JsonNumbers data, int i, long least, long most) {
        if (data.isFractional()) {
            throw malformed("Tensor %s: %s takes whole numbers from %d to %d, and there is a fraction or a larger one."
                    .formatted(name, datatype, least, most));
        }
        long number = data.integer(i);
        if (number < least || number > most) {
            throw malformed("Tensor %s: %s takes %d to %d, and number %d is %d."
                    .formatted(name, datatype, least, most, i, number));
        }
        return number;
    }

    static CallRefusedException malformed(@Nullable String problem) {
        return new CallRefusedException(new Rejection.MalformedTensor(String.valueOf(problem)));
    }
}
