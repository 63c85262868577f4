package io.fovea.endtoend;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Answers held against what was asked; all three are empty where each was answered exactly once.
 *
 * @param missing asked, and not answered
 * @param repeated answered more than once, and how often
 * @param unasked answered, and not asked
 */
record Tally(Set<String> missing, Map<String, Integer> repeated, Set<String> unasked) {

    static final Tally EXACT = new Tally(Set.of(), Map.of(), Set.of());

    static Tally of(Collection<String> asked, List<String> answered) {
        var missing = new TreeSet<>(asked);
        answered.forEach(missing::remove);
        var counts = new TreeMap<String, Integer>();
        answered.forEach(id -> counts.merge(id, 1, Integer::sum));
        var unasked = new TreeSet<>(counts.keySet());
        unasked.removeAll(new HashSet<>(asked));
        counts.values().removeIf(count -> count == 1);
        return new Tally(missing, counts, unasked);
    }
}
