package io.fovea.serving;

import io.fovea.registry.LatencyBuckets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/** Times, counted by {@link LatencyBuckets}. Thread-safe. */
final class LatencyHistogram {

    private final AtomicLongArray counts = new AtomicLongArray(LatencyBuckets.COUNT);

    void record(long nanos) {
        counts.incrementAndGet(LatencyBuckets.of(nanos));
    }

    List<Long> counts() {
        return IntStream.range(0, LatencyBuckets.COUNT)
                .mapToLong(counts::get)
                .boxed()
                .toList();
    }
}
