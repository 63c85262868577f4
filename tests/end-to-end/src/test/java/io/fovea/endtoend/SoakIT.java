package io.fovea.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fovea.endtoend.Ledger.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A predictor under a steady stream, whose versions change every few seconds, holds as much memory in the end as when it was warm.
 * {@code -Dfovea.soak.minutes=30} is how long, without which it is left out; {@code -Dfovea.soak.rate} how many records a second.
 */
class SoakIT {

    private static final int MINUTES = Integer.getInteger("fovea.soak.minutes", 0);
    private static final int PER_SECOND = Integer.getInteger("fovea.soak.rate", 500);
    private static final Duration BETWEEN = Duration.ofSeconds(15);

    @TempDir
    private Path folder;

    private FaultyHouse house;

    @Test
    void shouldHoldItsMemory() throws Exception {
        assumeTrue(MINUTES > 0, "is asked for by -Dfovea.soak.minutes=30");
        assumeTrue(FaultyHouse.isBuilt(), "needs the predictor's own runner: build without -Dquick");
        // Given
        house = new FaultyHouse(folder, 512 + MINUTES * PER_SECOND / 16);
        house.start();
        var pipeline = new FaultsPipeline(house.bootstrapServers());
        pipeline.apply();
        house.predictor().start();
        try (Flow flow = new Flow(house.bootstrapServers(), FaultsPipeline.NAME, PER_SECOND, 1)) {
            flow.start();
            FaultsPipeline.await(house::isPredictorReady);
            FaultsPipeline.await(() -> pipeline.lag() < PER_SECOND);

            // When
            List<MemorySample> samples = sampleFor(Duration.ofMinutes(MINUTES));
            long sent = flow.end();

            // Then
            FaultsPipeline.await(() -> pipeline.lag() == 0);
            System.out.printf("%,d records in %d min, %d samples%n", sent, MINUTES, samples.size());
            assertThat(MemoryTrend.isFlat(samples, MemorySample::heap))
                    .as("heap")
                    .isTrue();
            assertThat(MemoryTrend.isFlat(samples, MemorySample::direct))
                    .as("direct")
                    .isTrue();
            assertThat(MemoryTrend.isFlat(samples, MemorySample::resident))
                    .as("resident")
                    .isTrue();
            Count count = Count.of(house.bootstrapServers(), FaultsPipeline.NAME, FaultsPipeline.PREDICTIONS);
            assertThat(count.verdict()).isEqualTo(Verdict.EXACT);
        }
    }

    @AfterEach
    void stop() throws IOException {
        if (house != null) {
            house.close();
        }
    }

    private List<MemorySample> sampleFor(Duration length) throws InterruptedException {
        var samples = new ArrayList<MemorySample>();
        Instant start = Instant.now();
        while (Duration.between(start, Instant.now()).compareTo(length) < 0) {
            MemorySample sample = MemorySample.of(house.predictor().pid(), house.predictorUri());
            samples.add(sample);
            System.out.printf("%s %s%n", Duration.between(start, Instant.now()).withNanos(0), sample);
            Pause.millis(BETWEEN.toMillis());
        }
        return samples;
    }
}
