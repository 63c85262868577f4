package io.fovea.datasets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A data set with a few labelled images of each class, of sequences of each length, and all of its test split. Which they are is drawn by the hash of their bytes:
 * the same ones on every machine and in any order. The first ones of a folder may be alike in what their names are sorted by.
 */
public final class FewOfEach implements ImageDataset {
    private final ImageDataset images;
    private final List<String> hashes;
    private final Set<String> kept;

    /** @param hashes of those to learn from in the data set's order, which is always the same, so that nothing is hashed again */
    private FewOfEach(ImageDataset images, List<String> hashes, Set<String> kept) {
        this.images = images;
        this.hashes = hashes;
        this.kept = kept;
    }

    /**
     * Reads the images once.
     *
     * @param perClass so many different images of each class outside the test split, or all where there are fewer
     * @throws DatasetException where it is none
     */
    public static ImageDataset of(ImageDataset images, int perClass) {
        if (perClass < 1) {
            throw new DatasetException("%d images of each class are none; expected 1 or more.".formatted(perClass));
        }
        Map<String, TreeSet<String>> byClass = new HashMap<>();
        List<String> hashes = new ArrayList<>();
        try (Stream<DatasetImage> all = images.images()) {
            all.forEach(image -> {
                if (!isToLearnFrom(image)) {
                    return;
                }
                hashes.add(image.sha256());
                TreeSet<String> smallest = byClass.computeIfAbsent(HeldOut.classOf(image), name -> new TreeSet<>());
                smallest.add(hashes.get(hashes.size() - 1));
                if (smallest.size() > perClass) {
                    smallest.pollLast();
                }
            });
        }
        Set<String> few = new HashSet<>();
        byClass.values().forEach(few::addAll);
        return new FewOfEach(images, hashes, few);
    }

    private static boolean isToLearnFrom(DatasetImage image) {
        return image.split() != Split.TEST && image.isLabelled();
    }

    /** Of the whole data set, as a bound. */
    @Override
    public long size() {
        return images.size();
    }

    @Override
    public List<String> classes() {
        return images.classes();
    }

    @Override
    public Stream<DatasetImage> images() {
        Iterator<String> hash = hashes.iterator();
        return images.images()
                .map(image -> isToLearnFrom(image) ? image.hashed(hash.next()) : image)
                .filter(image -> !isToLearnFrom(image) || kept.contains(image.sha256()));
    }
}
