package io.fovea.cnn.onnx;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A message of Protocol Buffers while it is made. Contents of weights are kept by reference, so a large model is not copied. */
final class ProtoMessage {
    private final List<byte[]> chunks = new ArrayList<>();
    private long size;

    ProtoMessage integer(int field, long value) {
        return encoded(out -> out.writeInt64(field, value));
    }

    ProtoMessage decimal(int field, float value) {
        return encoded(out -> out.writeFloat(field, value));
    }

    ProtoMessage text(int field, String value) {
        return encoded(out -> out.writeString(field, value));
    }

    ProtoMessage bytes(int field, byte[] value) {
        header(field, value.length);
        return add(value);
    }

    ProtoMessage message(int field, ProtoMessage nested) {
        header(field, nested.size);
        nested.chunks.forEach(this::add);
        return this;
    }

    long size() {
        return size;
    }

    void writeTo(OutputStream out) throws IOException {
        for (byte[] chunk : chunks) {
            out.write(chunk);
        }
    }

    private void header(int field, long length) {
        encoded(out -> {
            out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            out.writeUInt64NoTag(length);
        });
    }

    private ProtoMessage encoded(Encoding encoding) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(16);
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes, 64);
            encoding.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail to be written to.", e);
        }
        return add(bytes.toByteArray());
    }

    private ProtoMessage add(byte[] chunk) {
        chunks.add(chunk);
        size += chunk.length;
        return this;
    }

    private interface Encoding {
        void write(CodedOutputStream out) throws IOException;
    }
}
