package io.fovea.cnn.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
    private static final String METADATA = "__metadata__";
    private static final long MAX_HEADER_BYTES = 100_000_000; // the format's own bound
    private static final Map<DType, String> NAMES = Map.of(
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
        Path whole = file.toAbsolutePath();
        try {
            Files.createDirectories(whole.getParent());
            Path part =
                    Files.createTempFile(whole.getParent(), whole.getFileName().toString(), ".part");
            try {
                writeTo(part);
                Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("%s could not be written: %s".formatted(file, e.getMessage()), e);
        }
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
        ObjectNode header = JSON.createObjectNode();
        ObjectNode texts = header.putObject(METADATA);
        metadata.forEach(texts::put);
        long offset = 0;
        for (Map.Entry<String, HostTensor> named : tensors.entrySet()) {
            HostTensor tensor = named.getValue();
            ObjectNode entry = header.putObject(named.getKey()).put("dtype", NAMES.get(tensor.dtype()));
            for (long axis : tensor.shape()) {
                entry.withArray("shape").add(axis);
            }
            entry.withArray("shape"); // a scalar's is empty
            entry.putArray("data_offsets").add(offset).add(offset + tensor.contents().length);
            offset += tensor.contents().length;
        }
        return header;
    }

    /** @throws WeightsException where the file is missing, cut short, or no safetensors file; it says which */
    public static Safetensors read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] length = in.readNBytes(Long.BYTES);
            long headerBytes = length.length < Long.BYTES
                    ? -1
                    : ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
            if (headerBytes < 2 || headerBytes > Math.min(MAX_HEADER_BYTES, Files.size(file) - Long.BYTES)) {
                throw new WeightsException("%s is no safetensors file, or is cut short.".formatted(file));
            }
            if (Files.size(file) > Integer.MAX_VALUE) {
                throw new WeightsException("%s is larger than 2 GiB, which is not read.".formatted(file));
            }
            JsonNode header = JSON.readTree(in.readNBytes((int) headerBytes));
            byte[] contents = in.readAllBytes();
            return parse(file, header, contents);
        } catch (JsonProcessingException e) {
            throw new WeightsException("%s is no safetensors file: its header is no JSON.".formatted(file), e);
        } catch (IOException e) {
            throw new WeightsException("%s could not be read: %s".formatted(file, e), e);
        }
    }

    private static Safetensors parse(Path file, JsonNode header, byte[] contents) {
        if (!header.isObject()) {
            throw new WeightsException("%s is no safetensors file: its header is no JSON object.".formatted(file));
        }
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        header.path(METADATA)
                .fields()
                .forEachRemaining(
                        text -> metadata.put(text.getKey(), text.getValue().asText()));
        header.fields().forEachRemaining(entry -> {
            if (!entry.getKey().equals(METADATA)) {
                tensors.put(entry.getKey(), tensor(file, entry.getKey(), entry.getValue(), contents));
            }
        });
        return new Safetensors(tensors, metadata);
    }

    private static HostTensor tensor(Path file, String name, JsonNode entry, byte[] contents) {
        long start = entry.path("data_offsets").path(0).asLong(-1);
        long end = entry.path("data_offsets").path(1).asLong(-1);
        if (start < 0 || end < start || end > contents.length) {
            throw new WeightsException("%s: %s is at bytes %d to %d, the file holds %d. Maybe it is cut short."
                    .formatted(file, name, start, end, contents.length));
        }
        long[] shape = new long[entry.path("shape").size()];
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = entry.path("shape").get(axis).asLong();
        }
        byte[] bytes = new byte[(int) (end - start)];
        System.arraycopy(contents, (int) start, bytes, 0, bytes.length);
        try {
            return new HostTensor(dtype(file, name, entry.path("dtype").asText()), shape, bytes);
        } catch (IllegalArgumentException | ArithmeticException e) { // the second where the shape is absurd
            throw new WeightsException("%s: %s: %s".formatted(file, name, e.getMessage()), e);
        }
    }

    private static DType dtype(Path file, String name, String stored) {
        return NAMES.entrySet().stream()
                .filter(known -> known.getValue().equals(stored))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new WeightsException("%s: %s is stored as %s, which is not read. Known are %s."
                        .formatted(file, name, stored, NAMES.values())));
    }
}
