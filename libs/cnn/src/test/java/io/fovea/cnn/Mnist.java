package io.fovea.cnn;

import io.fovea.cnn.data.ArrayDataset;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** The first digits of MNIST, where it lies beside the checkout. */
final class Mnist {
    private static final int IMAGES_HEADER = 16;
    private static final int LABELS_HEADER = 8;
    private static final int PIXELS = 28 * 28;

    private Mnist() {}

    /** @param split {@code train} or {@code t10k} */
    static ArrayDataset first(String split, int count) {
        return read(SharedData.file("mnist/" + split + "-images-idx3-ubyte.gz").getParent(), split, count);
    }

    /** Those of a folder with files under MNIST's names, such as the ones that ship with Fovea. */
    static ArrayDataset read(Path folder, String split, int count) {
        byte[] images = unzipped(folder.resolve(split + "-images-idx3-ubyte.gz"));
        byte[] digits = unzipped(folder.resolve(split + "-labels-idx1-ubyte.gz"));
        byte[] pixels = Arrays.copyOfRange(images, IMAGES_HEADER, IMAGES_HEADER + count * PIXELS);
        long[] labels = new long[count];
        Arrays.setAll(labels, i -> digits[LABELS_HEADER + i]);
        return new ArrayDataset(HostTensor.uint8(new long[] {count, 28, 28, 1}, pixels), labels);
    }

    private static byte[] unzipped(Path file) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
