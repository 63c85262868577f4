package io.fovea.benchmarks.swap;

import java.util.Arrays;
import java.util.List;

/** Times that calls took, in nanoseconds, shortest first. */
record Latencies(long[] nanos) {

    static Latencies all(List<Latencies> parts) {
        return new Latencies(parts.stream()
                .flatMapToLong(part -> Arrays.stream(part.nanos))
                .sorted()
                .toArray());
    }

    int count() {
        return nanos.length;
    }

    /** A percentile by the nearest rank; the longest for 1. */
    double millis(double share) {
        return nanos.length == 0 ? Double.NaN : nanos[(int) Math.max(0, Math.ceil(nanos.length * share) - 1)] / 1e6;
    }
}
