package io.fovea.datasets.info;

import io.fovea.datasets.DatasetImage;
import io.fovea.datasets.Split;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Images by their content, to tell which of them come again. */
final class SeenImages {
    private final int maxExamples;
    private final Map<Long, First> firsts = new HashMap<>();
    private final List<String> examples = new ArrayList<>();
    private long duplicates;
    private long acrossSplits;
    private long contradictions;

    SeenImages(int maxExamples) {
        this.maxExamples = maxExamples;
    }

    /** Where an image came first. */
    private record First(String source, Split split, List<String> labels) {}

    void add(DatasetImage image, List<String> labels) {
        First first = firsts.putIfAbsent(hash(image.encoded()), new First(image.source(), image.split(), labels));
        if (first == null) {
            return;
        }
        duplicates++;
        contradictions += first.labels().equals(labels) ? 0 : 1;
        if (first.split() != image.split()) {
            acrossSplits++;
            if (examples.size() < maxExamples) {
                examples.add(first.source() + " = " + image.source());
            }
        }
    }

    long duplicates() {
        return duplicates;
    }

    long acrossSplits() {
        return acrossSplits;
    }

    long contradictions() {
        return contradictions;
    }

    List<String> examples() {
        return List.copyOf(examples);
    }

    /** 64 bits of a sha256: that two of a million images share them by chance has a probability of 3e-8. */
    private static long hash(byte[] encoded) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(encoded))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
