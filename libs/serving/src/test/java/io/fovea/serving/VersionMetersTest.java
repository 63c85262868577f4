package io.fovea.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cnn.HostTensor;
import io.fovea.serving.VersionMeters.Door;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VersionMetersTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ServingMetrics metrics = new ServingMetrics(meters, "test");
    private final LoadedModel third = Samples.model(new FakeEngine(), "3");
    private final LoadedModel fourth = Samples.model(new FakeEngine(), "4");

    @Test
    void shouldTellConfidenceAndClassesOfEachVersion() {
        // When
        metrics.of("sums", third)
                .answered(HostTensor.float32(new long[] {3, 2}, new float[] {.9f, .1f, .2f, .8f, .7f, .3f}), 3, 1000);
        metrics.of("sums", fourth).answered(HostTensor.float32(new long[] {1, 2}, new float[] {.4f, .6f}), 1, 1000);

        // Then
        assertThat(classes("3")).containsExactly(2.0, 1.0);
        assertThat(classes("4")).containsExactly(0.0, 1.0);
        assertThat(meters.get("fovea.test.model.confidence")
                        .tags("version", "3")
                        .summary()
                        .mean())
                .isBetween(0.799, 0.801);
        assertThat(meters.get("fovea.test.model.batch.size")
                        .tags("version", "3")
                        .summary()
                        .totalAmount())
                .isEqualTo(3);
    }

    @Test
    void shouldKeepLatenciesOfTheStreamAndOfCallersApart() {
        // When
        metrics.of("sums", third).queued(Door.STREAM, 2_000_000);
        metrics.of("sums", third).total(Door.STREAM, 5_000_000);
        metrics.of("sums", third).total(Door.CALLS, 1_000_000);
        metrics.of("sums", third).failed(2);

        // Then
        assertThat(total("stream")).isEqualTo(5);
        assertThat(total("calls")).isEqualTo(1);
        assertThat(meters.get("fovea.test.model.queue")
                        .tags("version", "3", "door", "stream")
                        .timer()
                        .count())
                .isOne();
        assertThat(meters.get("fovea.test.model.errors")
                        .tags("version", "3")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void shouldCountRecordsThatTheModelFailsOn() {
        // When
        ModelRun.of(
                "sums",
                third,
                List.of(
                        new Candidate(Samples.record(0, 1, 2), Samples.example(1, 2), Samples.x(1, 2)),
                        new Candidate(Samples.record(1, 13, 2), Samples.example(13, 2), Samples.x(13, 2))),
                metrics);

        // Then
        assertThat(meters.get("fovea.test.model.errors").counter().count()).isOne();
        assertThat(meters.get("fovea.test.model.records").counter().count()).isOne();
    }

    @Test
    void shouldShowAVersionNoMoreOnceItsLastCopyIsOutOfMemory() {
        // Given
        metrics.loaded("sums", third); // live
        metrics.loaded("sums", third); // and on trial
        metrics.loaded("sums", fourth);
        metrics.of("sums", third).total(Door.STREAM, 1_000_000);
        metrics.of("sums", fourth).total(Door.STREAM, 1_000_000);

        // When, Then
        metrics.unloaded("sums", third);
        assertThat(shown("3")).isPositive();
        metrics.unloaded("sums", third);
        assertThat(shown("3")).isZero();
        assertThat(shown("4")).isPositive();

        // and when it comes again
        metrics.loaded("sums", third);
        metrics.of("sums", third).total(Door.STREAM, 1_000_000);
        assertThat(shown("3")).isPositive();
    }

    private long shown(String version) {
        return meters.getMeters().stream()
                .filter(meter -> version.equals(meter.getId().getTag("version")))
                .count();
    }

    private double total(String door) {
        return meters.get("fovea.test.model.total")
                .tags("version", "3", "door", door)
                .timer()
                .totalTime(TimeUnit.MILLISECONDS);
    }

    private List<Double> classes(String version) {
        return List.of("even", "odd").stream()
                .map(name -> meters.get("fovea.test.model.classes")
                        .tags("version", version, "class", name)
                        .counter()
                        .count())
                .toList();
    }
}
