package io.fovea.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryTrendTest {

    private static final long START = 300 << 20;

    @Test
    void shouldCallFlatWhatGrowsWhileItIsWarmingUpAndThenSwings() {
        assertThat(MemoryTrend.isFlat(samples(minute -> Math.min(minute, 8) * (20L << 20)), MemorySample::resident))
                .isTrue();
    }

    @Test
    void shouldFindALeakOfTwoMebibytesAMinute() {
        assertThat(MemoryTrend.isFlat(samples(minute -> minute * (2L << 20)), MemorySample::resident))
                .isFalse();
    }

    private static List<MemorySample> samples(java.util.function.IntToLongFunction growth) {
        var random = new Random(1);
        return IntStream.range(0, 30)
                .mapToObj(
                        minute -> new MemorySample(START + growth.applyAsLong(minute) + random.nextInt(4 << 20), 0, 0))
                .toList();
    }
}
