package io.fovea.cnn.weights;

import io.fovea.cnn.HostTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes groups of float tensors as HDF5: values first, then what points at them, the root last (superblock of version 2).
 * jHDF's writer (0.11.0) loses its way where groups inside of groups have attributes, and wants each tensor as arrays of
 * arrays (ADR 10).
 */
final class Hdf5Writer {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    private static final int SUPERBLOCK_BYTES = 48;

    private final FileChannel channel;

    private Hdf5Writer(FileChannel channel) {
        this.channel = channel;
    }

    static void write(Path file, Hdf5Group root) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.position(SUPERBLOCK_BYTES);
            Hdf5Writer writer = new Hdf5Writer(channel);
            writer.superblock(writer.group(root));
            channel.force(true);
        }
    }

    private long group(Hdf5Group group) throws IOException {
        Map<String, Long> addresses = new LinkedHashMap<>();
        for (Map.Entry<String, HostTensor> tensor : group.tensors().entrySet()) {
            addresses.put(tensor.getKey(), tensor(tensor.getValue()));
        }
        for (Map.Entry<String, Hdf5Group> child : group.groups().entrySet()) {
            addresses.put(child.getKey(), group(child.getValue()));
        }
        return append(group.header(addresses));
    }

    private long tensor(HostTensor tensor) throws IOException {
        long values = append(tensor.contents()); // little-endian already
        return append(Hdf5Header.ofFloats(tensor.shape(), values, tensor.contents().length)
                .bytes());
    }

    private void superblock(long root) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(SUPERBLOCK_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        block.put(SIGNATURE).put((byte) 2).put((byte) 8).put((byte) 8).put((byte) 0); // offsets and lengths of 8 bytes
        block.putLong(0).putLong(-1).putLong(channel.position()).putLong(root);
        block.putInt(Lookup3.of(Arrays.copyOf(block.array(), block.position())));
        channel.position(0);
        append(block.array());
    }

    private long append(byte[] bytes) throws IOException {
        long address = channel.position();
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            channel.write(left);
        }
        return address;
    }
}
