package io.fovea.predictor.drift;

import io.fovea.evaluation.drift.DriftReference;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** One version's periods that have not been compared yet, as a store keeps them: {@code MODEL/VERSION#END}, in the order of time. */
final class PeriodWindow {

    private final String prefix;
    private final KeyValueStore<String, byte[]> store;
    private final TreeMap<Long, ByteBuffer> periods = new TreeMap<>(); // how many signals, then its figures as FP32

    PeriodWindow(String version, KeyValueStore<String, byte[]> store) {
        this.prefix = version + "#";
        this.store = store;
        try (KeyValueIterator<String, byte[]> kept = store.range(prefix, prefix + '\u007f')) {
            kept.forEachRemaining(entry ->
                    periods.put(Long.parseLong(entry.key.substring(prefix.length())), ByteBuffer.wrap(entry.value)));
        }
    }

    /** Another period, or the same one again. */
    void add(long end, int signals, double[] figures) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + figures.length * Float.BYTES);
        bytes.putInt(signals);
        for (double figure : figures) {
            bytes.putFloat((float) figure);
        }
        store.put(prefix + end, bytes.array());
        periods.put(end, bytes);
    }

    int count() {
        return periods.size();
    }

    int signals() {
        return periods.values().stream().mapToInt(bytes -> bytes.getInt(0)).sum();
    }

    long firstEnd() {
        return periods.firstKey();
    }

    long lastEnd() {
        return periods.lastKey();
    }

    /** Each figure of all periods, by name. */
    Map<String, double[]> figures(List<String> names) {
        return DriftReference.byName(
                names, periods.values().stream().map(PeriodWindow::numbers).toList());
    }

    private static double[] numbers(ByteBuffer period) {
        double[] numbers = new double[period.capacity() / Float.BYTES - 1];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = period.getFloat(Integer.BYTES + i * Float.BYTES);
        }
        return numbers;
    }

    /** Begins anew. */
    void clear() {
        periods.keySet().forEach(end -> store.delete(prefix + end));
        periods.clear();
    }
}
