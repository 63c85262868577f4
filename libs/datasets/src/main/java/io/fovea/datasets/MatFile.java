package io.fovea.datasets;

import io.fovea.datasets.tree.FileTree;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sources;

/** {@code X} and {@code y} of a {@code .mat} of SVHN's format 2, in MATLAB's order; version 5 or 7.3. */
final class MatFile {
    private static final int MAX_BYTES = Integer.MAX_VALUE - 16;
    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F'};
    private static final int USER_BLOCK = 512;
    private static final int IMAGE_BYTES = 32 * 32 * 3;

    private final int images;
    private final IntToDoubleFunction pixels;
    private final IntToDoubleFunction labels;

    private MatFile(long[] shape, IntToDoubleFunction pixels, long labelCount, IntToDoubleFunction labels) {
        if (shape.length != 4 || shape[0] != 32 || shape[1] != 32 || shape[2] != 3 || labelCount != shape[3]) {
            throw new DatasetException("X is %s with %d labels; expected [32, 32, 3, images] and a label for each"
                    .formatted(Arrays.toString(shape), labelCount));
        }
        images = (int) shape[3];
        this.pixels = pixels;
        this.labels = labels;
        for (int i = 0; i < images; i++) {
            double label = labels.applyAsDouble(i);
            if (label < 1 || label > 10 || label != Math.rint(label)) {
                throw new DatasetException(
                        "label %d is %s; expected 1 to 9, or 10 for the digit 0".formatted(i, label));
            }
        }
    }

    static MatFile read(FileTree tree, String name) {
        try {
            byte[] bytes = tree.read(name, MAX_BYTES);
            return isHdf5(bytes) ? hdf5(bytes) : version5(bytes);
        } catch (IOException | RuntimeException e) { // of damaged files both libraries throw what they come across
            String reason = e instanceof DatasetException ? e.getMessage() : e.toString();
            throw new DatasetException("The file %s is no .mat of SVHN: %s.".formatted(tree.place(name), reason), e);
        }
    }

    int images() {
        return images;
    }

    byte pixel(int index) {
        return (byte) pixels.applyAsDouble(index);
    }

    String label(int image) {
        return Integer.toString((int) labels.applyAsDouble(image) % 10);
    }

    private static boolean isHdf5(byte[] bytes) {
        return startsWith(bytes, 0) || startsWith(bytes, USER_BLOCK);
    }

    private static boolean startsWith(byte[] bytes, int at) {
        return bytes.length >= at + HDF5.length && Arrays.equals(bytes, at, at + HDF5.length, HDF5, 0, HDF5.length);
    }

    private static MatFile version5(byte[] bytes) throws IOException {
        var file = Mat5.newReader(Sources.wrap(ByteBuffer.wrap(bytes)))
                .disableSubsystemProcessing()
                .readMat();
        Matrix pixels = file.getMatrix("X");
        Matrix labels = file.getMatrix("y");
        long[] shape = Arrays.stream(pixels.getDimensions()).asLongStream().toArray();
        return new MatFile(shape, pixels::getInt, labels.getNumElements(), labels::getDouble);
    }

    /** HDF5 has MATLAB's axes the other way round, and so the same order of elements. */
    private static MatFile hdf5(byte[] bytes) {
        try (HdfFile file = HdfFile.fromBytes(bytes)) {
            Dataset pixels = file.getDatasetByPath("X");
            int[] axes = pixels.getDimensions();
            long[] shape = new long[axes.length];
            for (int axis = 0; axis < axes.length; axis++) {
                shape[axes.length - 1 - axis] = axes[axis];
            }
            Dataset labels = file.getDatasetByPath("y");
            if (shape.length == 4 && shape[3] > MAX_BYTES / IMAGE_BYTES || labels.getSize() > MAX_BYTES / IMAGE_BYTES) {
                throw new DatasetException("it declares more than an array can hold");
            }
            return new MatFile(shape, numbers(pixels), labels.getSize(), numbers(labels));
        }
    }

    private static IntToDoubleFunction numbers(Dataset dataset) {
        Object flat = dataset.getDataFlat();
        if (flat instanceof byte[] signed) {
            return index -> signed[index];
        }
        return index -> ((Number) Array.get(flat, index)).doubleValue();
    }
}
