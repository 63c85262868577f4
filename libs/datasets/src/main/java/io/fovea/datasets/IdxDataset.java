package io.fovea.datasets;

import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** IDX files: {@code t10k} and {@code test} are the test split, every other pair is left to whoever trains. */
final class IdxDataset implements ImageDataset {

    private final List<IdxPair> pairs;
    private final long size;
    private final List<String> classes;

    private IdxDataset(List<IdxPair> pairs, long size, List<String> classes) {
        this.pairs = pairs;
        this.size = size;
        this.classes = classes;
    }

    /** Opens the pairs once, to see that images and labels are as many as each other. */
    static IdxDataset open(List<IdxPair> pairs) {
        long size = 0;
        TreeSet<Integer> labels = new TreeSet<>();
        for (IdxPair pair : pairs) {
            try (IdxReader reader = IdxReader.open(pair)) {
                size += reader.size();
            }
            labels.addAll(labels(pair));
        }
        if (size == 0) {
            throw new DatasetException(
                    "The file %s has no images.".formatted(pairs.get(0).images()));
        }
        return new IdxDataset(pairs, size, labels.stream().map(String::valueOf).toList());
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
        IdxImages images = new IdxImages(pairs);
        Spliterator<DatasetImage> inOrder = Spliterators.spliterator(images, size, Spliterator.ORDERED);
        return StreamSupport.stream(inOrder, false).onClose(images::close);
    }

    private static List<Integer> labels(IdxPair pair) {
        Optional<IdxFile> labels = pair.labels().map(path -> IdxFile.open(path, 1));
        if (labels.isEmpty()) {
            return List.of();
        }
        try (IdxFile file = labels.get()) {
            return IntStream.range(0, file.size())
                    .map(i -> file.next()[0] & 0xff)
                    .distinct()
                    .boxed()
                    .toList();
        }
    }
}
