package io.fovea.preprocessing.market;

import io.fovea.pipeline.BarRules;
import io.fovea.proto.market.v1.Closing;
import io.fovea.proto.market.v1.PeriodNews;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** How far each partition of bars has come, and which periods are closed. */
final class Progress {

    private static final String CLOSED = "closed";

    private final KeyValueStore<String, Long> store; // by partition, and the newest closed period
    private final Map<Integer, Long> told; // what the store says of partitions
    private final BarsPartitions partitions;
    private final long graceMillis;
    private final long idleMillis;
    private long startedAt = Long.MIN_VALUE; // when the clock was first looked at
    private final Map<Integer, Long> heardAt = new HashMap<>(); // by the clock, in this life
    private final Map<Long, Long> openedAt = new HashMap<>(); // by the clock, in this life, of open periods
    private @Nullable Set<Integer> withBars; // as the broker said in this look
    private @Nullable Set<Integer> behind; // likewise

    Progress(KeyValueStore<String, Long> store, BarsPartitions partitions, BarRules rules) {
        this.store = store;
        this.told = read(store);
        this.partitions = partitions;
        this.graceMillis = rules.grace().toMillis();
        this.idleMillis = rules.idle().toMillis();
    }

    void heard(PeriodNews news, long now) {
        heardAt.put(news.getPartition(), now);
        if (news.getProgressMillis() != 0) {
            told.put(news.getPartition(), news.getProgressMillis());
            store.put(Integer.toString(news.getPartition()), news.getProgressMillis());
        }
    }

    /** The end of the newest period that is closed. */
    long closed() {
        Long end = store.get(CLOSED);
        return end == null ? Long.MIN_VALUE : end;
    }

    void close(long end) {
        openedAt.remove(end);
        store.put(CLOSED, Math.max(end, closed()));
    }

    /** A period that is not closed has been told of. */
    void opened(long end, long now) {
        openedAt.putIfAbsent(end, now);
    }

    /** What is asked of the broker from now on is asked anew, once. */
    void look(long now) {
        startedAt = startedAt == Long.MIN_VALUE ? now : startedAt;
        withBars = null;
        behind = null;
    }

    /** Why a period can be closed now; unspecified where it cannot. */
    Closing closing(long end, long now) {
        Set<Integer> missing = told.keySet().stream()
                .filter(partition -> told.get(partition) < end + graceMillis)
                .collect(Collectors.toCollection(HashSet::new));
        if (!areIdle(missing, end, now)) {
            return Closing.CLOSING_UNSPECIFIED;
        }
        missing.addAll(untold());
        if (missing.isEmpty()) {
            return Closing.CLOSING_GRACE;
        }
        return areIdle(missing, end, now) && Collections.disjoint(missing, behind())
                ? Closing.CLOSING_IDLE
                : Closing.CLOSING_UNSPECIFIED;
    }

    /**
     * Whether none of these has said anything since the period was opened, for long. That it was silent before says
     * nothing: between two days' trading all are.
     */
    private boolean areIdle(Set<Integer> missing, long end, long now) {
        long opened = openedAt.getOrDefault(end, startedAt);
        return missing.stream()
                .allMatch(
                        partition -> now - Math.max(opened, heardAt.getOrDefault(partition, startedAt)) >= idleMillis);
    }

    /** Partitions that hold bars and have not told of any. */
    private Set<Integer> untold() {
        withBars = withBars == null ? partitions.withBars() : withBars;
        Set<Integer> untold = new HashSet<>(withBars);
        untold.removeAll(told.keySet());
        return untold;
    }

    private Set<Integer> behind() {
        behind = behind == null ? partitions.behind() : behind;
        return behind;
    }

    private static Map<Integer, Long> read(KeyValueStore<String, Long> store) {
        Map<Integer, Long> told = new HashMap<>();
        try (KeyValueIterator<String, Long> all = store.all()) {
            all.forEachRemaining(entry -> {
                if (!entry.key.equals(CLOSED)) {
                    told.put(Integer.valueOf(entry.key), entry.value);
                }
            });
        }
        return told;
    }
}
