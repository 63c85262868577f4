package io.fovea.datasets;

import io.fovea.datasets.tree.FileTree;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** SVHN's format 2: single digits of 32x32 pixels in {@code X} [32, 32, 3, images], their classes in {@code y}, 10 for the digit 0. */
final class SvhnMatrices implements ImageDataset {
    private static final int SIZE = 32;

    private final FileTree tree;
    private final List<String> names;
    private final long size;
    private final List<String> classes;

    /** Reads every file once, so that one that is damaged is found before anything is sent. */
    SvhnMatrices(FileTree tree, List<String> names) {
        this.tree = tree;
        this.names = names;
        List<MatFile> files =
                names.stream().map(name -> MatFile.read(tree, name)).toList();
        size = files.stream().mapToLong(MatFile::images).sum();
        classes = files.stream()
                .flatMap(file -> IntStream.range(0, file.images()).mapToObj(file::label))
                .distinct()
                .sorted()
                .toList();
    }

    static List<String> filesOf(FileTree tree) {
        return tree.names().stream()
                .filter(name -> name.matches("(.*/)?(train|test|extra)_32x32\\.mat"))
                .toList();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public Stream<DatasetImage> images() {
        return names.stream().flatMap(name -> {
            MatFile file = MatFile.read(tree, name);
            Split split = name.endsWith("test_32x32.mat") ? Split.TEST : Split.UNSPECIFIED;
            IntFunction<DatasetImage> image = index -> new DatasetImage(
                    "%s#%d".formatted(tree.place(name), index),
                    Png.colour(SIZE, SIZE, rgb(file, index)),
                    "image/png",
                    Optional.of(file.label(index)),
                    split);
            return IntStream.range(0, file.images()).mapToObj(image);
        });
    }

    /** MATLAB's first axis varies fastest: row, column, channel. */
    private static byte[] rgb(MatFile file, int image) {
        byte[] rgb = new byte[SIZE * SIZE * 3];
        int first = image * rgb.length;
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                for (int channel = 0; channel < 3; channel++) {
                    rgb[(y * SIZE + x) * 3 + channel] = file.pixel(first + y + SIZE * (x + SIZE * channel));
                }
            }
        }
        return rgb;
    }
}
