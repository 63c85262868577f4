package io.fovea.cnn.weights;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.fovea.cnn.HostTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A TensorProto of ONNX: fields 1 dims, 2 type, 4 floats, 5 fp16 as integers, 8 name, 9 raw bytes, 14 location. */
final class OnnxTensor {
    private static final int FLOAT = 1;
    private static final int FLOAT16 = 10;

    private final List<Long> shape = new ArrayList<>();
    private float[] floats = new float[0];
    private int count;
    private final List<Integer> integers = new ArrayList<>();
    private ByteBuffer raw = ByteBuffer.allocate(0);
    private String name = "";
    private int type;
    private boolean external;

    static OnnxTensor parse(CodedInputStream in) throws IOException {
        OnnxTensor tensor = new OnnxTensor();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            tensor.field(in, tag);
        }
        return tensor;
    }

    private void field(CodedInputStream in, int tag) throws IOException {
        switch (WireFormat.getTagFieldNumber(tag)) {
            case 1 -> Protobuf.repeated(in, tag, () -> shape.add(in.readInt64()));
            case 2 -> type = in.readInt32();
            case 4 -> Protobuf.repeated(in, tag, () -> add(in.readFloat()));
            case 5 -> Protobuf.repeated(in, tag, () -> integers.add(in.readInt32()));
            case 8 -> name = in.readString();
            case 9 -> raw = in.readByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
            case 14 -> external = in.readEnum() == 1;
            default -> in.skipField(tag);
        }
    }

    private void add(float value) {
        if (count == floats.length) {
            floats = Arrays.copyOf(floats, Math.max(16, 2 * count));
        }
        floats[count++] = value;
    }

    String name() {
        return name;
    }

    /** Whether it holds numbers that a weight can be made of. */
    boolean isFloating() {
        return type == FLOAT || type == FLOAT16;
    }

    HostTensor toFloat32() {
        if (external) {
            throw new WeightsException("%s: its values are in another file, which is not read.".formatted(name));
        }
        float[] values = type == FLOAT ? singles() : halves();
        long[] axes = shape.stream().mapToLong(Long::longValue).toArray();
        try {
            return HostTensor.float32(axes, values);
        } catch (IllegalArgumentException | ArithmeticException e) { // the second where the shape is absurd
            throw new WeightsException("%s: %s Maybe the file is cut short.".formatted(name, e.getMessage()), e);
        }
    }

    private float[] singles() {
        float[] values = new float[raw.remaining() > 0 ? raw.remaining() / Float.BYTES : count];
        for (int i = 0; i < values.length; i++) {
            values[i] = raw.remaining() > 0 ? raw.getFloat(i * Float.BYTES) : floats[i];
        }
        return values;
    }

    private float[] halves() {
        float[] values = new float[raw.remaining() > 0 ? raw.remaining() / Short.BYTES : integers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = toFloat(
                    raw.remaining() > 0
                            ? raw.getShort(i * Short.BYTES)
                            : integers.get(i).shortValue());
        }
        return values;
    }

    /** IEEE 754 binary16: a sign, five bits of exponent, ten of fraction. */
    static float toFloat(short half) {
        int exponent = half >> 10 & 0x1f;
        int fraction = half & 0x3ff;
        float magnitude = switch (exponent) {
            case 0 -> fraction * 0x1p-24f;
            case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
            default -> (0x400 | fraction) * (float) Math.scalb(1.0, exponent - 25);
        };
        return half < 0 ? -magnitude : magnitude;
    }
}
