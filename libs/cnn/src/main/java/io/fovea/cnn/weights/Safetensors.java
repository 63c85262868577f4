package io.fovea.cnn.weights;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A safetensors file: named tensors and some text about them. Nothing in it can be executed.
 *
 * @param tensors by name, in the file's order
 * @param metadata free text by key
 */
public record Safetensors(Map<String, HostTensor> tensors, Map<String, String> metadata) {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final String METADATA = "__metadata__";
    static final Map<DType, String> NAMES = Map.of(
            DType.BOOL,
            "BOOL",
            DType.UINT8,
            "U8",
            DType.INT32,
            "I32",
            DType.INT64,
            "I64",
            DType.FLOAT16,
            "F16",
            DType.FLOAT32,
            "F32",
            DType.FLOAT64,
            "F64");

    /** Writes the whole file or none of it: to a name of its own first, which is then moved. */
    public void write(Path file) {
        WholeFile.write(file, this::writeTo);
    }

    private void writeTo(Path part) throws IOException {
        byte[] header = header().toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        length.putLong(header.length).flip();
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            writeFully(channel, length);
            writeFully(channel, ByteBuffer.wrap(header));
            for (HostTensor tensor : tensors.values()) {
                writeFully(channel, ByteBuffer.wrap(tensor.contents()));
            }
            channel.force(true);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private ObjectNode header() {
        Map<String, SafetensorsIndex.Entry> entries = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> entries.put(
                name, new SafetensorsIndex.Entry(tensor.dtype(), tensor.shape(), 0, tensor.contents().length)));
        return header(entries, metadata);
    }

    /** The header of a file that holds the tensors one after the other; where they start in {@code entries} does not count. */
    static ObjectNode header(Map<String, SafetensorsIndex.Entry> entries, Map<String, String> metadata) {
        ObjectNode header = JSON.createObjectNode();
        ObjectNode texts = header.putObject(METADATA);
        metadata.forEach(texts::put);
        long offset = 0;
        for (Map.Entry<String, SafetensorsIndex.Entry> named : entries.entrySet()) {
            SafetensorsIndex.Entry entry = named.getValue();
            ObjectNode node = header.putObject(named.getKey()).put("dtype", NAMES.get(entry.dtype()));
            for (long axis : entry.shape()) {
                node.withArray("shape").add(axis);
            }
            node.withArray("shape"); // a scalar's is empty
            node.putArray("data_offsets").add(offset).add(offset + entry.bytes());
            offset += entry.bytes();
        }
        return header;
    }

    /** @throws WeightsException where the file is missing, cut short, or no safetensors file; it says which */
    public static Safetensors read(Path file) {
        SafetensorsIndex index = SafetensorsIndex.read(file);
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (Map.Entry<String, SafetensorsIndex.Entry> named :
                    index.tensors().entrySet()) {
                SafetensorsIndex.Entry entry = named.getValue();
                ByteBuffer contents = ByteBuffer.allocate(Math.toIntExact(entry.bytes()));
                readFully(channel, contents, entry.start());
                tensors.put(named.getKey(), new HostTensor(entry.dtype(), entry.shape(), contents.array()));
            }
        } catch (IOException | ArithmeticException e) {
            throw new WeightsException("%s could not be read: %s".formatted(file, e), e);
        }
        return new Safetensors(tensors, index.metadata());
    }

    private static void readFully(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        long start = position - bytes.position();
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, start + bytes.position()) < 0) {
                throw new IOException("it is cut short");
            }
        }
    }

    static DType dtype(Path file, String name, String stored) {
        return NAMES.entrySet().stream()
                .filter(known -> known.getValue().equals(stored))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new WeightsException("%s: %s is stored as %s, which is not read. Known are %s."
                        .formatted(file, name, stored, NAMES.values())));
    }
}
