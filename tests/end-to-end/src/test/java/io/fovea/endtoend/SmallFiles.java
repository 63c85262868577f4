package io.fovea.endtoend;

import io.fovea.datasets.DatasetImage;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes data sets of a few hundred pictures: real digits, and {@link Splashes} of colour where a class is a colour. */
final class SmallFiles {
    private static final int TRAIN = 240;
    private static final int TEST = 60;

    private SmallFiles() {}

    /** Four gzipped IDX files of the digits that ship with Fovea, under MNIST's names. */
    static Path idx(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<DatasetImage> digits = Images.digits(TRAIN + TEST);
        idx(folder, "train", digits.subList(0, TRAIN));
        idx(folder, "t10k", digits.subList(TRAIN, digits.size()));
        return folder;
    }

    private static void idx(Path folder, String split, List<DatasetImage> digits) throws IOException {
        ByteBuffer images = ByteBuffer.allocate(16 + digits.size() * 28 * 28);
        images.putInt(0x803).putInt(digits.size()).putInt(28).putInt(28);
        ByteBuffer labels = ByteBuffer.allocate(8 + digits.size());
        labels.putInt(0x801).putInt(digits.size());
        for (DatasetImage digit : digits) {
            BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(digit.encoded()));
            images.put(((DataBufferByte) decoded.getRaster().getDataBuffer()).getData());
            labels.put(Byte.parseByte(digit.label().orElseThrow()));
        }
        gzip(folder.resolve(split + "-images-idx3-ubyte.gz"), images.array());
        gzip(folder.resolve(split + "-labels-idx1-ubyte.gz"), labels.array());
    }

    private static void gzip(Path file, byte[] content) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content);
        }
    }

    /** CIFAR-10's binary version: a batch to train on, one to test on, and the classes' names. */
    static Path cifar(Path folder, List<String> classes) throws IOException {
        Files.createDirectories(folder);
        var splashes = new Splashes(classes.size(), 32);
        Files.write(folder.resolve("data_batch_1.bin"), batch(splashes, TRAIN));
        Files.write(folder.resolve("test_batch.bin"), batch(splashes, TEST));
        Files.write(folder.resolve("batches.meta.txt"), classes);
        return folder;
    }

    private static byte[] batch(Splashes splashes, int count) {
        ByteBuffer batch = ByteBuffer.allocate(count * (1 + 3 * 32 * 32));
        for (int i = 0; i < count; i++) {
            int label = i % 10;
            batch.put((byte) label).put(splashes.planes(label));
        }
        return batch.array();
    }

    /** {@code class/image.png} in a zip. */
    static Path zip(Path folder, List<String> classes, int size) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("images.zip");
        var splashes = new Splashes(classes.size(), size);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < TRAIN; i++) {
                zip.putNextEntry(new ZipEntry("%s/%d.png".formatted(classes.get(i % classes.size()), i)));
                zip.write(splashes.png(i % classes.size()));
            }
        }
        return file;
    }

    /** {@code class/image.png} in a tar. */
    static Path tar(Path folder, List<String> classes, int size) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("images.tar.gz");
        var splashes = new Splashes(classes.size(), size);
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            for (int i = 0; i < TRAIN; i++) {
                byte[] png = splashes.png(i % classes.size());
                var entry = new TarArchiveEntry("%s/%d.png".formatted(classes.get(i % classes.size()), i));
                entry.setSize(png.length);
                tar.putArchiveEntry(entry);
                tar.write(png);
                tar.closeArchiveEntry();
            }
        }
        return file;
    }

    /** {@code class/image.png}. */
    static Path folders(Path folder, List<String> classes, int size) throws IOException {
        folders(folder, classes, new Splashes(classes.size(), size), TRAIN);
        return folder;
    }

    /** {@code split/class/image.png}. */
    static Path splits(Path folder, List<String> classes, int size) throws IOException {
        var splashes = new Splashes(classes.size(), size);
        folders(folder.resolve("train"), classes, splashes, TRAIN);
        folders(folder.resolve("test"), classes, splashes, TEST);
        return folder;
    }

    private static void folders(Path folder, List<String> classes, Splashes splashes, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Path of = Files.createDirectories(folder.resolve(classes.get(i % classes.size())));
            Files.write(of.resolve(i + ".png"), splashes.png(i % classes.size()));
        }
    }
}
