package io.fovea.cnn.weights;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import io.fovea.cnn.HostTensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;

/** An ONNX file of initializers and nodes, field by field as onnx.proto numbers them. */
final class OnnxFile {
    private final UnknownFieldSet.Builder graph = UnknownFieldSet.newBuilder();

    /** An initializer whose values lie in {@code float_data}. */
    OnnxFile floats(String name, int type, long[] shape, float[] values) {
        byte[] packed = HostTensor.float32(new long[] {values.length}, values).contents();
        return initializer(tensor(name, type, shape).mergeField(4, bytes(packed)));
    }

    /** An initializer whose values lie in {@code raw_data}, little-endian. */
    OnnxFile raw(String name, int type, long[] shape, byte[] values) {
        return initializer(tensor(name, type, shape).mergeField(9, bytes(values)));
    }

    /** An initializer whose values lie in {@code int32_data}, as halves may. */
    OnnxFile integers(String name, int type, long[] shape, long... values) {
        return initializer(tensor(name, type, shape).mergeField(5, varints(values)));
    }

    OnnxFile initializer(UnknownFieldSet.Builder tensor) {
        graph.mergeField(5, message(tensor));
        return this;
    }

    /** A node of type Constant that gives {@code output}. */
    OnnxFile constant(String output, UnknownFieldSet.Builder value) {
        UnknownFieldSet.Builder attribute =
                UnknownFieldSet.newBuilder().mergeField(1, text("value")).mergeField(5, message(value));
        return node("Constant", new String[0], output, attribute);
    }

    OnnxFile node(String type, String[] inputs, String output, UnknownFieldSet.Builder... attributes) {
        UnknownFieldSet.Builder node = UnknownFieldSet.newBuilder();
        for (String input : inputs) {
            node.mergeField(1, text(input));
        }
        node.mergeField(2, text(output)).mergeField(4, text(type));
        for (UnknownFieldSet.Builder attribute : attributes) {
            node.mergeField(5, message(attribute));
        }
        graph.mergeField(1, message(node));
        return this;
    }

    static UnknownFieldSet.Builder attribute(String name, long value) {
        return UnknownFieldSet.newBuilder().mergeField(1, text(name)).mergeField(3, varints(value));
    }

    static UnknownFieldSet.Builder tensor(String name, int type, long... shape) {
        return UnknownFieldSet.newBuilder()
                .mergeField(1, varints(shape))
                .mergeField(2, varints(type))
                .mergeField(8, text(name));
    }

    static UnknownFieldSet.Builder floatTensor(String name, long[] shape, float... values) {
        return tensor(name, 1, shape)
                .mergeField(
                        9,
                        bytes(HostTensor.float32(new long[] {values.length}, values)
                                .contents()));
    }

    void write(Path file) throws IOException {
        Files.write(
                file,
                UnknownFieldSet.newBuilder()
                        .mergeField(7, message(graph))
                        .build()
                        .toByteArray());
    }

    private static Field message(UnknownFieldSet.Builder message) {
        return bytes(message.build().toByteArray());
    }

    private static Field text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Field varints(long... values) {
        Field.Builder field = Field.newBuilder();
        LongStream.of(values).forEach(field::addVarint);
        return field.build();
    }

    private static Field bytes(byte[] contents) {
        return Field.newBuilder()
                .addLengthDelimited(ByteString.copyFrom(contents))
                .build();
    }
}
