package io.fovea.preprocessing.market;

import io.fovea.pipeline.BarRules;
import io.fovea.proto.market.v1.Closing;
import io.fovea.proto.market.v1.PeriodNews;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

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
        store.put(CLOSED, Math.max(end, closed()));
    }

    /** Why a period can be closed now; unspecified where it cannot. */
    Closing closing(long end, long now) {
        startedAt = startedAt == Long.MIN_VALUE ? now : startedAt;
        Closing why = Closing.CLOSING_GRACE;
        for (int partition : told.keySet()) {
            if (told.get(partition) < end + graceMillis) {
                if (!isIdle(partition, now)) {
                    return Closing.CLOSING_UNSPECIFIED;
                }
                why = Closing.CLOSING_IDLE;
            }
        }
        for (int partition : silent()) {
            if (!isIdle(partition, now)) {
                return Closing.CLOSING_UNSPECIFIED;
            }
            why = Closing.CLOSING_IDLE;
        }
        return why;
    }

    /** Partitions that hold bars and have not told of any. */
    private Set<Integer> silent() {
        Set<Integer> silent = new HashSet<>(partitions.withBars());
        silent.removeAll(told.keySet());
        return silent;
    }

    private boolean isIdle(int partition, long now) {
        return now - heardAt.getOrDefault(partition, startedAt) >= idleMillis
                && !partitions.behind().contains(partition);
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
