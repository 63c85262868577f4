package io.fovea.endtoend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts answers against questions of {@link Questions}: every one is to be there once, and in order within its key. */
final class Ledger {

    private final BitSet[] asked = bits();
    private final BitSet[] answered = bits();
    private final Map<String, int[]> lastByTopic = new HashMap<>(); // the highest place of each key
    private final Map<String, int[]> partitionByTopic = new HashMap<>();
    private final List<String> repeated = new ArrayList<>();
    private final List<String> unasked = new ArrayList<>();
    private final List<String> outOfOrder = new ArrayList<>();

    private static BitSet[] bits() {
        BitSet[] bits = new BitSet[Questions.KEYS];
        for (int key = 0; key < bits.length; key++) {
            bits[key] = new BitSet();
        }
        return bits;
    }

    void asked(String name) {
        int[] parts = Questions.parts(name);
        asked[parts[0]].set(parts[1]);
    }

    /** In the order in which a reader of the topic sees a key's answers. */
    void answered(String topic, int partition, String name) {
        int[] parts = Questions.parts(name);
        if (!asked[parts[0]].get(parts[1])) {
            unasked.add(name);
        } else if (answered[parts[0]].get(parts[1])) {
            repeated.add(name);
        } else if (!isInOrder(topic, partition, parts)) {
            outOfOrder.add(name);
        }
        answered[parts[0]].set(parts[1]);
    }

    /** Something that is no answer to anything. */
    void stranger(String description) {
        unasked.add(description);
    }

    /** Behind all that came before, in the partition where they are. */
    private boolean isInOrder(String topic, int partition, int[] parts) {
        int[] last = lastByTopic.computeIfAbsent(topic, name -> filled(-1));
        int[] partitions = partitionByTopic.computeIfAbsent(topic, name -> filled(partition));
        boolean isFirst = last[parts[0]] < 0;
        boolean inOrder = isFirst || (parts[1] > last[parts[0]] && partition == partitions[parts[0]]);
        last[parts[0]] = Math.max(last[parts[0]], parts[1]);
        partitions[parts[0]] = partition;
        return inOrder;
    }

    private static int[] filled(int value) {
        int[] values = new int[Questions.KEYS];
        Arrays.fill(values, value);
        return values;
    }

    Verdict verdict() {
        var missing = new ArrayList<String>();
        for (int key = 0; key < asked.length; key++) {
            BitSet open = (BitSet) asked[key].clone();
            open.andNot(answered[key]);
            int of = key;
            open.stream().forEach(sequence -> missing.add(Questions.name(of, sequence)));
        }
        return new Verdict(missing, repeated, unasked, outOfOrder);
    }

    /**
     * Names of what is wrong; all four are empty where nothing is.
     *
     * @param missing asked, and not answered
     * @param repeated answered again
     * @param unasked answered, and not asked
     * @param outOfOrder answered behind a later one of its key, or in another partition
     */
    record Verdict(List<String> missing, List<String> repeated, List<String> unasked, List<String> outOfOrder) {

        static final Verdict EXACT = new Verdict(List.of(), List.of(), List.of(), List.of());

        Verdict {
            missing = List.copyOf(missing);
            repeated = List.copyOf(repeated);
            unasked = List.copyOf(unasked);
            outOfOrder = List.copyOf(outOfOrder);
        }

        @Override
        public String toString() {
            return "missing %s, repeated %s, unasked %s, out of order %s"
                    .formatted(some(missing), some(repeated), some(unasked), some(outOfOrder));
        }

        private static String some(List<String> names) {
            return names.size() + (names.isEmpty() ? "" : " " + names.subList(0, Math.min(10, names.size())));
        }
    }
}
