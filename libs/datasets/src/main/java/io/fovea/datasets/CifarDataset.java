package io.fovea.datasets;

import io.fovea.datasets.tree.FileTree;
import io.fovea.datasets.tree.TreeFile;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * CIFAR-10 and CIFAR-100 in their binary version (Krizhevsky 2009): records of a label, or a coarse and a fine one, and 32x32 pixels,
 * the red plane first. CIFAR-100's classes are the fine ones.
 */
final class CifarDataset implements ImageDataset {
    private static final int SIZE = 32;
    private static final int PLANE = SIZE * SIZE;
    private static final int MAX_BYTES = 512 << 20;
    private static final int MAX_NAMES_BYTES = 1 << 20;

    private final FileTree tree;
    private final List<String> batches;
    private final int labelBytes;
    private final List<String> names;
    private final Map<String, Integer> sizes = new HashMap<>();

    CifarDataset(FileTree tree, List<String> batches) {
        this.tree = tree;
        this.batches = batches;
        labelBytes = isOf100(tree) ? 2 : 1;
        names = names();
        try (Stream<TreeFile> files = tree.files(batches, MAX_BYTES)) {
            files.forEach(file -> sizes.put(file.name(), check(file)));
        }
    }

    /** {@code data_batch_1.bin} to 5 and {@code test_batch.bin}, or {@code train.bin} and {@code test.bin} with their names. */
    static List<String> filesOf(FileTree tree) {
        String batch = isOf100(tree) ? "(train|test)\\.bin" : "(data_batch_\\d+|test_batch)\\.bin";
        return tree.names().stream()
                .filter(name -> name.matches("(.*/)?" + batch))
                .toList();
    }

    private static boolean isOf100(FileTree tree) {
        return tree.names().stream().anyMatch(name -> name.endsWith("fine_label_names.txt"));
    }

    private List<String> names() {
        String file = labelBytes == 2 ? "fine_label_names.txt" : "batches.meta.txt";
        return tree.names().stream()
                .filter(name -> name.equals(file) || name.endsWith("/" + file))
                .findFirst()
                .map(name -> new String(tree.read(name, MAX_NAMES_BYTES), StandardCharsets.UTF_8)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList())
                .orElseGet(
                        () -> IntStream.range(0, 10).mapToObj(Integer::toString).toList());
    }

    private int check(TreeFile file) {
        int record = labelBytes + 3 * PLANE;
        if (file.bytes().length == 0 || file.bytes().length % record != 0) {
            throw new DatasetException("The file %s has %,d bytes; expected records of %,d bytes. Maybe it breaks off."
                    .formatted(tree.place(file.name()), file.bytes().length, record));
        }
        int images = file.bytes().length / record;
        for (int image = 0; image < images; image++) {
            int label = label(file, image);
            if (label >= names.size()) {
                throw new DatasetException("Image %d of %s has label %d; there are %d classes."
                        .formatted(image, tree.place(file.name()), label, names.size()));
            }
        }
        return images;
    }

    @Override
    public long size() {
        return sizes.values().stream().mapToLong(images -> images).sum();
    }

    @Override
    public List<String> classes() {
        return names;
    }

    @Override
    public Stream<DatasetImage> images() {
        return tree.files(batches, MAX_BYTES)
                .flatMap(file -> IntStream.range(0, sizes.get(file.name())).mapToObj(image -> image(file, image)));
    }

    private DatasetImage image(TreeFile file, int image) {
        boolean isTest = file.name().matches("(.*/)?test(_batch)?\\.bin");
        return new DatasetImage(
                "%s#%d".formatted(tree.place(file.name()), image),
                Png.colour(SIZE, SIZE, rgb(file.bytes(), image * (labelBytes + 3 * PLANE) + labelBytes)),
                "image/png",
                Optional.of(names.get(label(file, image))),
                isTest ? Split.TEST : Split.UNSPECIFIED);
    }

    private int label(TreeFile file, int image) {
        return file.bytes()[image * (labelBytes + 3 * PLANE) + labelBytes - 1] & 0xff;
    }

    private static byte[] rgb(byte[] bytes, int first) {
        byte[] rgb = new byte[3 * PLANE];
        for (int pixel = 0; pixel < PLANE; pixel++) {
            for (int channel = 0; channel < 3; channel++) {
                rgb[pixel * 3 + channel] = bytes[first + channel * PLANE + pixel];
            }
        }
        return rgb;
    }
}
