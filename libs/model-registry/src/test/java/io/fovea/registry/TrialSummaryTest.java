package io.fovea.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fovea.proto.model.v1.TrialFigures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrialSummaryTest {

    @Test
    void shouldAddUpWhatAllProcessesSaw() {
        // Given
        TrialFigures first = part().setAnswers(600)
                .setAgreed(590)
                .setErrors(10)
                .setLabelled(40)
                .setCorrect(36)
                .setLiveCorrect(30)
                .setSinceMillis(2000)
                .setUntilMillis(9000)
                .build();
        TrialFigures second = part().setAnswers(390)
                .setAgreed(370)
                .setLabelled(10)
                .setCorrect(9)
                .setLiveCorrect(10)
                .setSinceMillis(1000)
                .setUntilMillis(8000)
                .build();

        // When
        TrialSummary summary = TrialSummary.of(List.of(first, second));

        // Then
        assertThat(summary.figures())
                .containsEntry("agreement", 960 / 990.0)
                .containsEntry("errors", 10 / 1000.0)
                .containsEntry("accuracy", 0.9)
                .containsEntry("live_accuracy", 0.8)
                .containsEntry("accuracy_gain", 0.1);
        assertThat(summary.sinceMillis()).isEqualTo(1000);
        assertThat(summary.untilMillis()).isEqualTo(9000);
    }

    @Test
    void shouldSayNothingOfWhatWasNotCounted() {
        assertThat(TrialSummary.of(List.of()).figures()).isEmpty();
        assertThat(TrialSummary.of(List.of(part().setAnswers(1).build())).figures())
                .containsOnlyKeys("agreement", "errors");
    }

    @Test
    void shouldBeAtMostNinePercentAboveThePercentilesOfTheTimesThemselves() {
        // Given
        var random = new Random(7);
        List<Long> nanos = new ArrayList<>();
        List<Long> counts = new ArrayList<>(Collections.nCopies(LatencyBuckets.COUNT, 0L));
        for (int i = 0; i < 10_000; i++) {
            long time = (long) (1e6 * Math.exp(random.nextGaussian())); // about a millisecond
            nanos.add(time);
            counts.set(LatencyBuckets.of(time), counts.get(LatencyBuckets.of(time)) + 1);
        }
        Collections.sort(nanos);

        // When
        Map<String, Double> figures = TrialSummary.of(List.of(
                        part().addAllLatency(counts).addAllLiveLatency(counts).build()))
                .figures();

        // Then: nearest rank
        assertThat(figures.get("p50") / (nanos.get(4_999) / 1e6)).isBetween(1.0, 1.0906);
        assertThat(figures.get("p99") / (nanos.get(9_899) / 1e6)).isBetween(1.0, 1.0906);
        assertThat(figures.get("p99_ratio")).isCloseTo(1, within(1e-12));
    }

    @Test
    void shouldPutTimesBeyondTheBucketsIntoTheLastAndTheFirst() {
        assertThat(LatencyBuckets.of(0)).isZero();
        assertThat(LatencyBuckets.of(10_001)).isZero();
        assertThat(LatencyBuckets.of(Long.MAX_VALUE)).isEqualTo(LatencyBuckets.COUNT - 1);
    }

    private static TrialFigures.Builder part() {
        return TrialFigures.newBuilder()
                .setModel("digits")
                .setAlias("canary")
                .setVersion("2")
                .setLiveVersion("1");
    }
}
