package io.fovea.cnn.weights;

import io.fovea.cnn.DType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a safetensors file that is larger than memory, piece by piece. The file is there once {@link #commit} was called, whole;
 * closed before, nothing is.
 */
public final class SafetensorsWriter implements AutoCloseable {
    private final Path file;
    private final Path part;
    private final FileChannel channel;
    private final Map<String, SafetensorsIndex.Entry> entries = new LinkedHashMap<>();

    /** @param tensors types and shapes by name; where they lie is worked out here */
    public SafetensorsWriter(Path file, Map<String, Shape> tensors, Map<String, String> metadata) throws IOException {
        this.file = file.toAbsolutePath();
        this.part = WholeFile.beside(this.file);
        this.channel = FileChannel.open(part, StandardOpenOption.WRITE);
        Map<String, SafetensorsIndex.Entry> sizes = new LinkedHashMap<>();
        tensors.forEach((name, shape) -> sizes.put(
                name,
                new SafetensorsIndex.Entry(
                        shape.dtype(),
                        shape.axes().stream().mapToLong(Long::longValue).toArray(),
                        0,
                        shape.bytes())));
        byte[] header = Safetensors.header(sizes, metadata).toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        length.putLong(header.length).flip();
        write(length, 0);
        write(ByteBuffer.wrap(header), Long.BYTES);
        long start = (long) Long.BYTES + header.length;
        for (Map.Entry<String, SafetensorsIndex.Entry> named : sizes.entrySet()) {
            SafetensorsIndex.Entry entry = named.getValue();
            entries.put(named.getKey(), new SafetensorsIndex.Entry(entry.dtype(), entry.shape(), start, entry.bytes()));
            start += entry.bytes();
        }
    }

    /** Puts bytes at a place of a tensor. */
    public void write(String tensor, long offset, byte[] bytes) throws IOException {
        SafetensorsIndex.Entry entry = entries.get(tensor);
        if (entry == null || offset < 0 || offset + bytes.length > entry.bytes()) {
            throw new IllegalArgumentException(
                    "%s has no bytes %d to %d.".formatted(tensor, offset, offset + bytes.length));
        }
        write(ByteBuffer.wrap(bytes), entry.start() + offset);
    }

    private void write(ByteBuffer bytes, long position) throws IOException {
        long next = position;
        while (bytes.hasRemaining()) {
            next += channel.write(bytes, next);
        }
    }

    /** Makes it the file that was asked for. */
    public void commit() throws IOException {
        channel.force(true);
        WholeFile.move(part, file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(part);
    }

    /** A tensor that is to be written. */
    public record Shape(DType dtype, List<Long> axes) {
        /** With these axes. */
        public static Shape of(DType dtype, long... axes) {
            return new Shape(dtype, Arrays.stream(axes).boxed().toList());
        }

        long bytes() {
            long bytes = dtype.size();
            for (long axis : axes) {
                bytes = Math.multiplyExact(bytes, axis);
            }
            return bytes;
        }
    }
}
