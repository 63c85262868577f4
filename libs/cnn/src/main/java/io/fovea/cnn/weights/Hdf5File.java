package io.fovea.cnn.weights;

import io.fovea.cnn.HostTensor;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Node;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An HDF5 file that nobody vouches for: sizes are checked against the file's before memory is asked for. */
final class Hdf5File implements AutoCloseable {
    private static final int MAX_NAMES = 1_000_000;
    private static final int MAX_TEXT_BYTES = 100_000_000;

    private final String shown;
    private final HdfFile hdf;

    private Hdf5File(String shown, HdfFile hdf) {
        this.shown = shown;
        this.hdf = hdf;
    }

    /**
     * What {@code reader} makes of the file.
     *
     * @param shown the file's name for messages
     * @throws WeightsException where the file is missing or broken, in whatever way
     */
    static <T> T read(Path file, String shown, Reader<T> reader) {
        try (Hdf5File opened = new Hdf5File(shown, new HdfFile(file))) {
            return reader.read(opened);
        } catch (WeightsException e) {
            throw e;
        } catch (Exception | StackOverflowError e) { // jHDF trusts offsets and counts, and fails in many ways
            throw new WeightsException(
                    "%s cannot be read as HDF5: %s Maybe it is cut short.".formatted(shown, sentence(e)), e);
        }
    }

    private static String sentence(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.endsWith(".") ? message : message + ".";
    }

    HdfFile root() {
        return hdf;
    }

    WeightsException broken(String why) {
        return new WeightsException("%s is no file of Keras, or is broken: %s.".formatted(shown, why));
    }

    /** As {@code FLOAT32}, row-major. */
    HostTensor tensor(String name, Dataset dataset) {
        long[] shape = Arrays.stream(dataset.getDimensions()).asLongStream().toArray();
        requireFits(name, shape, dataset);
        Object values = shape.length == 0 ? dataset.getData() : dataset.getDataFlat();
        try {
            return HostTensor.float32(shape, floats(name, values));
        } catch (IllegalArgumentException e) {
            throw broken("%s: %s".formatted(name, e.getMessage()));
        }
    }

    /** Compressed data may be larger than the file; a thousandfold is what deflate can do. */
    private void requireFits(String name, long[] shape, Dataset dataset) {
        double elements = 1;
        for (long axis : shape) {
            elements *= axis;
        }
        double bytes = elements * Math.max(Float.BYTES, dataset.getDataType().getSize());
        double most = dataset.getFilters().isEmpty() ? hdf.size() : 1000.0 * hdf.size();
        if (elements < 0 || bytes > Math.min(most * 2 + 64, Integer.MAX_VALUE)) { // * 2: halves become floats
            throw broken("%s has the shape %s, which the file of %d bytes cannot hold"
                    .formatted(name, Arrays.toString(shape), hdf.size()));
        }
    }

    private float[] floats(String name, @Nullable Object values) {
        if (values instanceof float[] floats) {
            return floats;
        }
        if (values instanceof double[] doubles) {
            float[] narrow = new float[doubles.length];
            for (int i = 0; i < narrow.length; i++) {
                narrow[i] = (float) doubles[i];
            }
            return narrow;
        }
        if (values instanceof Number number) {
            return new float[] {number.floatValue()};
        }
        throw new WeightsException("%s: %s holds %s, expected floats."
                .formatted(
                        shown,
                        name,
                        values == null ? "nothing" : values.getClass().getSimpleName()));
    }

    /** An attribute of names; none where it is absent. */
    List<String> names(Node node, String attribute) {
        @Nullable Attribute names = node.getAttribute(attribute);
        if (names == null || names.isEmpty()) {
            return List.of();
        }
        requireBounded(attribute, names);
        return names.getData() instanceof String[] texts ? List.of(texts) : List.of();
    }

    /** An attribute of one text, or null where it is absent. */
    @Nullable
    String text(Node node, String attribute) {
        @Nullable Attribute text = node.getAttribute(attribute);
        if (text == null) {
            return null;
        }
        requireBounded(attribute, text);
        return String.valueOf(text.getData());
    }

    private void requireBounded(String name, Attribute attribute) {
        if (attribute.getSize() > MAX_NAMES || attribute.getSizeInBytes() > MAX_TEXT_BYTES) {
            throw broken("its attribute %s is too large".formatted(name));
        }
    }

    @Override
    public void close() {
        hdf.close();
    }

    /** Makes something of an open file. */
    interface Reader<T> {
        T read(Hdf5File file) throws Exception;
    }
}
