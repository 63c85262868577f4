package io.fovea.trainer.examples;

import io.fovea.registry.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Draws which examples are kept for validation: the share of all of them, each class by its share, and within a class those with the smallest
 * hashes of their ids. The same examples give the same draw, in whatever order they come. See docs/adr/0026-splits-are-drawn-by-the-job.md.
 */
final class StratifiedDraw {
    private final double share;
    private final Map<Long, List<LabelledExample>> byClass = new TreeMap<>();
    private final int size;

    private StratifiedDraw(Collection<LabelledExample> examples, double share) {
        this.share = share;
        this.size = examples.size();
        examples.forEach(example -> byClass.computeIfAbsent(stratum(example), label -> new ArrayList<>())
                .add(example));
    }

    /**
     * The ids of those to keep: the share of the number of examples, rounded, at least one of two; a class never gives its last one.
     *
     * @param share in [0, 1)
     */
    static Set<String> of(Collection<LabelledExample> examples, double share) {
        return new StratifiedDraw(examples, share).drawn();
    }

    /** The class; of a longer sequence its length. */
    private static long stratum(LabelledExample example) {
        int length = example.classes().size();
        return length == 1 ? example.label() : -length;
    }

    private Set<String> drawn() {
        Set<String> drawn = new HashSet<>();
        counts().forEach((label, count) -> byClass.get(label).stream()
                .map(LabelledExample::id)
                .collect(Collectors.toMap(StratifiedDraw::hash, id -> id, (one, same) -> one, TreeMap::new))
                .values()
                .stream()
                .limit(count)
                .forEach(drawn::add));
        return drawn;
    }

    /** Each class its whole part of the share; what that leaves goes to those with the largest remainders, the first class at a tie. */
    private Map<Long, Integer> counts() {
        Map<Long, Integer> counts = new HashMap<>();
        byClass.forEach((label, examples) -> counts.put(label, (int) Math.floor(wanted(label))));
        int left = total() - counts.values().stream().mapToInt(count -> count).sum();
        byClass.keySet().stream()
                .filter(label -> counts.get(label) + 1 < byClass.get(label).size())
                .sorted(Comparator.comparingDouble(label -> counts.get(label) - wanted(label)))
                .limit(left)
                .forEach(label -> counts.merge(label, 1, Integer::sum));
        return counts;
    }

    private int total() {
        return share > 0 && size > 1 ? (int) Math.max(1, Math.round(size * share)) : 0;
    }

    private double wanted(long label) {
        return byClass.get(label).size() * share;
    }

    /** The id is hashed again: the ids of a test split that was drawn by hash are those of the smallest hashes. */
    private static String hash(String id) {
        return Sha256.of(("split:" + id).getBytes(StandardCharsets.UTF_8));
    }
}
