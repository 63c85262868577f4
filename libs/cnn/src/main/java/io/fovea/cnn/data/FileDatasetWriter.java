package io.fovea.cnn.data;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.weights.SafetensorsWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a {@link FileDataset} batch by batch; no more than one batch is in memory. */
public final class FileDatasetWriter {
    private static final Map<String, String> METADATA = Map.of("format", "fovea-dataset-1");

    private FileDatasetWriter() {}

    /**
     * Writes all of the batches, in their order. The file is there whole or not at all.
     *
     * @param size the number of examples that the batches hold
     * @throws IllegalArgumentException where they hold another number, or differ in types or shapes
     */
    public static void write(Path file, int size, Iterable<Batch> batches) {
        SafetensorsWriter writer = null;
        Map<String, SafetensorsWriter.Shape> first = Map.of();
        int written = 0;
        try {
            for (Batch batch : batches) {
                if (writer == null) {
                    first = shapes(size, batch);
                    writer = new SafetensorsWriter(file, first, METADATA);
                }
                if (written + batch.size() > size || !shapes(size, batch).equals(first)) {
                    throw new IllegalArgumentException("Expected %d examples of %s, received more, or others: %s."
                            .formatted(size, first, shapes(size, batch)));
                }
                write(writer, written, batch);
                written += batch.size();
            }
            if (written != size) {
                throw new IllegalArgumentException("Expected %d examples, received %d.".formatted(size, written));
            }
            if (writer != null) {
                writer.commit();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("%s could not be written: %s".formatted(file, e), e);
        } finally {
            close(file, writer);
        }
    }

    private static Map<String, SafetensorsWriter.Shape> shapes(int size, Batch batch) {
        Map<String, SafetensorsWriter.Shape> shapes = new LinkedHashMap<>();
        columns(batch).forEach((name, tensor) -> {
            long[] shape = tensor.shape().clone();
            shape[0] = size;
            shapes.put(name, SafetensorsWriter.Shape.of(tensor.dtype(), shape));
        });
        return shapes;
    }

    private static void write(SafetensorsWriter writer, int row, Batch batch) throws IOException {
        for (Map.Entry<String, HostTensor> column : columns(batch).entrySet()) {
            byte[] contents = column.getValue().contents();
            writer.write(column.getKey(), (long) row * (contents.length / batch.size()), contents);
        }
    }

    private static Map<String, HostTensor> columns(Batch batch) {
        Map<String, HostTensor> columns = new LinkedHashMap<>();
        add(columns, FileDataset.INPUTS, batch.inputs());
        add(columns, FileDataset.TARGETS, batch.targets());
        add(columns, FileDataset.SAMPLE_WEIGHTS, batch.sampleWeights());
        return columns;
    }

    private static void add(Map<String, HostTensor> columns, String prefix, List<HostTensor> tensors) {
        for (int i = 0; i < tensors.size(); i++) {
            columns.put(prefix + i, tensors.get(i));
        }
    }

    private static void close(Path file, @Nullable SafetensorsWriter writer) {
        try {
            if (writer != null) {
                writer.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("%s could not be closed: %s".formatted(file, e), e);
        }
    }
}
