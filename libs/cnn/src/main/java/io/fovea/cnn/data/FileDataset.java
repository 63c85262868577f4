package io.fovea.cnn.data;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.weights.SafetensorsIndex;
import io.fovea.cnn.weights.WeightsException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Examples in a file, which may be larger than memory: those of a batch are read when it is their turn. A safetensors file of the
 * tensors {@code inputs/0}, {@code targets/0}, {@code sample_weights/0} and so on, each with one row an example, as {@link
 * FileDatasetWriter} writes it. Holds the file open until it is closed. For several threads.
 */
public final class FileDataset extends IndexedDataset implements AutoCloseable {
    static final String INPUTS = "inputs/";
    static final String TARGETS = "targets/";
    static final String SAMPLE_WEIGHTS = "sample_weights/";

    private final Path file;
    private final FileChannel channel;
    private final List<SafetensorsIndex.Entry> inputs;
    private final List<SafetensorsIndex.Entry> targets;
    private final List<SafetensorsIndex.Entry> sampleWeights;
    private final int size;

    private FileDataset(Path file, SafetensorsIndex index) throws IOException {
        this.file = file;
        this.inputs = columns(index, INPUTS);
        this.targets = columns(index, TARGETS);
        this.sampleWeights = columns(index, SAMPLE_WEIGHTS);
        this.size = rows(file, index);
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    /** @throws WeightsException where the file cannot be read, is cut short, or holds no examples; it says which */
    public static FileDataset open(Path file) {
        try {
            return new FileDataset(file, SafetensorsIndex.read(file));
        } catch (IOException e) {
            throw new WeightsException("%s could not be read: %s".formatted(file, e), e);
        }
    }

    private static List<SafetensorsIndex.Entry> columns(SafetensorsIndex index, String prefix) {
        List<SafetensorsIndex.Entry> columns = new ArrayList<>();
        while (index.tensors().containsKey(prefix + columns.size())) {
            columns.add(index.tensors().get(prefix + columns.size()));
        }
        return columns;
    }

    private static int rows(Path file, SafetensorsIndex index) {
        SafetensorsIndex.Entry first = index.tensors().get(INPUTS + 0);
        if (first == null) {
            throw new WeightsException("%s holds no examples: it has %s, and no inputs/0."
                    .formatted(file, index.tensors().keySet()));
        }
        index.tensors().forEach((name, entry) -> {
            if (entry.shape().length == 0 || first.shape().length == 0 || entry.shape()[0] != first.shape()[0]) {
                throw new WeightsException("%s: %s has not as many rows as inputs/0.".formatted(file, name));
            }
        });
        if (first.shape()[0] > Integer.MAX_VALUE) {
            throw new WeightsException(
                    "%s holds %d examples, more than %d.".formatted(file, first.shape()[0], Integer.MAX_VALUE));
        }
        return (int) first.shape()[0];
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    protected Batch read(int[] positions) {
        return new Batch(rows(inputs, positions), rows(targets, positions), rows(sampleWeights, positions));
    }

    private List<HostTensor> rows(List<SafetensorsIndex.Entry> columns, int[] positions) {
        return columns.stream().map(column -> rows(column, positions)).toList();
    }

    private HostTensor rows(SafetensorsIndex.Entry column, int[] positions) {
        int rowBytes = Math.toIntExact(column.bytes() / size);
        ByteBuffer rows = ByteBuffer.allocate(Math.multiplyExact(rowBytes, positions.length));
        try {
            for (int i = 0; i < positions.length; i++) {
                rows.limit((i + 1) * rowBytes);
                read(rows, column.start() + (long) positions[i] * rowBytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("%s could not be read: %s".formatted(file, e), e);
        }
        long[] shape = column.shape().clone();
        shape[0] = positions.length;
        return new HostTensor(column.dtype(), shape, rows.array());
    }

    private void read(ByteBuffer into, long position) throws IOException {
        long next = position;
        while (into.hasRemaining()) {
            int count = channel.read(into, next);
            if (count < 0) {
                throw new EOFException("it became shorter");
            }
            next += count;
        }
    }

    /** Closes the file. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("%s could not be closed: %s".formatted(file, e), e);
        }
    }
}
