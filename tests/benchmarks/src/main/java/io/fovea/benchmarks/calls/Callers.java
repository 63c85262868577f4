package io.fovea.benchmarks.calls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several callers, each of which asks again as soon as it is answered. */
record Callers(List<Caller> callers) {

    /**
     * What they got.
     *
     * @param latencies nanoseconds, shortest first
     */
    record Answered(long nanos, long[] latencies) {

        double perSecond() {
            return latencies.length * 1e9 / nanos;
        }

        double millis(double share) {
            return latencies[(int) Math.max(0, Math.ceil(latencies.length * share) - 1)] / 1e6;
        }
    }

    Answered ask(int seconds) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers.size());
        try {
            long start = System.nanoTime();
            long end = start + seconds * 1_000_000_000L;
            List<Future<long[]>> asked = threads
                    .invokeAll(callers.stream()
                            .<Callable<long[]>>map(caller -> () -> until(end, caller))
                            .toList())
                    .stream()
                    .toList();
            long nanos = System.nanoTime() - start;
            List<long[]> parts = new ArrayList<>();
            for (Future<long[]> one : asked) {
                parts.add(one.get());
            }
            return new Answered(
                    nanos, parts.stream().flatMapToLong(Arrays::stream).sorted().toArray());
        } finally {
            threads.shutdown();
        }
    }

    private static long[] until(long end, Caller caller) throws Exception {
        long[] latencies = new long[1024];
        int count = 0;
        for (long begun = System.nanoTime(); begun < end; begun = System.nanoTime()) {
            caller.call();
            if (count == latencies.length) {
                latencies = Arrays.copyOf(latencies, 2 * count);
            }
            latencies[count++] = System.nanoTime() - begun;
        }
        return Arrays.copyOf(latencies, count);
    }
}
