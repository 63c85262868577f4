package io.fovea.datasets.compose;

import io.fovea.datasets.DatasetException;
import io.fovea.datasets.DatasetImage;
import io.fovea.datasets.ImageDataset;
import io.fovea.datasets.Split;
import io.fovea.datasets.compose.HouseNumber.Digit;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * House numbers of 1 to 5 digits, composed of single ones such as MNIST's and written in SVHN's format 1: {@code train.tar.gz} and {@code
 * test.tar.gz}, each with PNGs and {@code digitStruct.mat}. Digits of the test split go into test numbers only.
 */
public final class HouseNumbers {
    private static final int MAX_LENGTH = 5;

    private final ImageDataset digits;
    private final long seed;

    /** @param seed the same one gives the same numbers */
    public HouseNumbers(ImageDataset digits, long seed) {
        this.digits = digits;
        this.seed = seed;
    }

    /**
     * Writes both archives into a folder, which is made.
     *
     * @param onWritten hears how many numbers are written so far
     * @throws DatasetException where the data set has no digits for one of the two, or the folder cannot be written to
     */
    public void write(Path folder, int train, int test, IntConsumer onWritten) {
        try {
            Files.createDirectories(folder);
            archive(folder, "train", train, split -> split != Split.TEST, onWritten);
            archive(folder, "test", test, split -> split == Split.TEST, written -> onWritten.accept(train + written));
        } catch (IOException e) {
            throw new DatasetException("The folder %s cannot be written to: %s.".formatted(folder, e), e);
        }
    }

    private void archive(Path folder, String name, int count, Predicate<Split> split, IntConsumer onWritten)
            throws IOException {
        List<Digit> pool = pool(name, split);
        SplittableRandom random = new SplittableRandom(seed + name.hashCode());
        try (OutputStream file = Files.newOutputStream(folder.resolve(name + ".tar.gz"));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(file, 1 << 16))) {
            DigitStructFile struct = new DigitStructFile();
            for (int i = 1; i <= count; i++) {
                HouseNumber number = new HouseNumber(drawn(pool, random), random);
                struct.add(i + ".png", number.boxes());
                put(tar, name + "/" + i + ".png", png(number.picture()));
                onWritten.accept(i);
            }
            put(tar, name + "/digitStruct.mat", struct.bytes());
        }
    }

    /** Each length is as likely as any other, and so is each digit. */
    private static List<Digit> drawn(List<Digit> pool, SplittableRandom random) {
        return Stream.generate(() -> pool.get(random.nextInt(pool.size())))
                .limit(1 + random.nextInt(MAX_LENGTH))
                .toList();
    }

    private List<Digit> pool(String name, Predicate<Split> split) throws IOException {
        List<Digit> pool = new ArrayList<>();
        try (Stream<DatasetImage> images = digits.images()) {
            for (DatasetImage image : (Iterable<DatasetImage>) images::iterator) {
                if (split.test(image.split()) && image.label().orElse("").matches("[0-9]")) {
                    pool.add(Digit.of(image.label().orElseThrow(), decoded(image)));
                }
            }
        }
        if (pool.isEmpty()) {
            throw new DatasetException(
                    "The data set has no digits for %s; expected images of classes 0 to 9 in it.".formatted(name));
        }
        return pool;
    }

    private static BufferedImage decoded(DatasetImage image) throws IOException {
        BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(image.encoded()));
        if (decoded == null) {
            throw new DatasetException("The image %s cannot be decoded.".formatted(image.source()));
        }
        return decoded;
    }

    private static byte[] png(BufferedImage picture) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        return png.toByteArray();
    }

    private static void put(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setModTime(0L); // the same digits, the same archive, whoever composes it
        entry.setUserName("");
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
