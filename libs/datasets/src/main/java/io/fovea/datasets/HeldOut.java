package io.fovea.datasets;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A data set without a test split, a share of each class kept as one. Which images that are is drawn by the hash of their bytes: the same
 * ones on every machine and in any order, and two copies of an image on the same side.
 */
public final class HeldOut implements ImageDataset {
    private final ImageDataset images;
    private final List<String> hashes;
    private final Set<String> test;

    /** @param hashes in the data set's order, which is always the same, so that nothing is hashed again */
    private HeldOut(ImageDataset images, List<String> hashes, Set<String> test) {
        this.images = images;
        this.hashes = hashes;
        this.test = test;
    }

    /**
     * Reads the images once; a data set that has a test split stays as it is.
     *
     * @param share of each class, above 0 and below 1; of the smallest class at least one image, and never all
     * @throws DatasetException where the share is none, or a class has fewer than two images
     */
    public static ImageDataset of(ImageDataset images, double share) {
        if (!(share > 0 && share < 1)) {
            throw new DatasetException(
                    "%s is no share to hold out; expected a number above 0 and below 1.".formatted(share));
        }
        Map<String, Collection<String>> byClass = new HashMap<>();
        List<String> hashes = new ArrayList<>();
        boolean hasTest = false;
        try (Stream<DatasetImage> all = images.images()) {
            for (DatasetImage image : (Iterable<DatasetImage>) all::iterator) {
                hasTest |= image.split() == Split.TEST;
                String hash = image.sha256();
                hashes.add(hash);
                byClass.computeIfAbsent(classOf(image), name -> new TreeSet<>(Comparator.naturalOrder()))
                        .add(hash);
            }
        }
        return hasTest ? images : new HeldOut(images, hashes, drawn(byClass, share));
    }

    private static Set<String> drawn(Map<String, Collection<String>> byClass, double share) {
        Set<String> test = new HashSet<>();
        byClass.forEach((name, hashes) -> {
            if (hashes.size() < 2) {
                throw new DatasetException(
                        "Class '%s' has %d image, and one to learn from and one to test on are needed."
                                .formatted(name, hashes.size()));
            }
            long count = Math.min(hashes.size() - 1, Math.max(1, Math.round(hashes.size() * share)));
            hashes.stream().limit(count).forEach(test::add);
        });
        return test;
    }

    /** Of a sequence its length: a share of the short and of the long ones. */
    static String classOf(DatasetImage image) {
        return image.label().orElseGet(() -> "of length " + image.sequence().size());
    }

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
        return images.images().map(image -> placed(image.hashed(hash.next())));
    }

    private DatasetImage placed(DatasetImage image) {
        return test.contains(image.sha256()) ? image.in(Split.TEST) : image;
    }
}
