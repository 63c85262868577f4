package io.fovea.endtoend;

import java.util.List;
import java.util.function.ToLongFunction;

/** Whether memory stays where it is once a process is warm: the last third of the samples beside the middle one, by their medians. */
final class MemoryTrend {

    private static final double MOST_GROWTH = 0.05;
    private static final long MOST_BYTES = 8 << 20;

    private MemoryTrend() {}

    /** Not above the middle third's median by more than a twentieth, or 8 MiB. */
    static boolean isFlat(List<MemorySample> samples, ToLongFunction<MemorySample> figure) {
        return growth(samples, figure) <= Math.max(MOST_BYTES, MOST_GROWTH * median(thirdOf(samples, 1), figure));
    }

    /** Bytes. */
    static long growth(List<MemorySample> samples, ToLongFunction<MemorySample> figure) {
        return median(thirdOf(samples, 2), figure) - median(thirdOf(samples, 1), figure);
    }

    private static List<MemorySample> thirdOf(List<MemorySample> samples, int third) {
        if (samples.size() < 6) {
            throw new IllegalArgumentException("%d samples show no trend.".formatted(samples.size()));
        }
        return samples.subList(samples.size() * third / 3, samples.size() * (third + 1) / 3);
    }

    private static long median(List<MemorySample> samples, ToLongFunction<MemorySample> figure) {
        return samples.stream().mapToLong(figure).sorted().toArray()[samples.size() / 2];
    }
}
