package io.fovea.predictor.drift;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.proto.drift.v1.Drift;
import io.fovea.proto.drift.v1.DriftFigure;
import io.fovea.registry.ArtefactStore;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** Scores become signals, and their periods are compared. */
class PeriodDriftTest extends PeriodStand {

    @Test
    void shouldTellOfWilderReturnsOnceThereAreEnoughPeriods() {
        // When
        for (int day = 1; day < WINDOW; day++) {
            period(day, 4, 1, "1");
        }
        assertThat(told()).isEmpty();
        period(WINDOW, 4, 1, "1");

        // Then
        List<TestRecord<byte[], byte[]>> told = told();
        assertThat(told).hasSize(1);
        Drift drift = drift(told.get(0));
        assertThat(new String(told.get(0).key(), UTF_8)).isEqualTo("m/1");
        assertThat(new String(told.get(0).headers().lastHeader("ce_id").value(), UTF_8))
                .isEqualTo("m/1@5");
        assertThat(drift.getDriftedList()).contains("return_spread").doesNotContain("score_spread");
        assertThat(drift.getPeriods()).isEqualTo(WINDOW);
        assertThat(drift.getExamples()).isEqualTo(WINDOW * INSTRUMENTS);
        assertThat(drift.getFromMillis()).isEqualTo(1);
        assertThat(drift.getToMillis()).isEqualTo(5);
        assertThat(drift.getFiguresList())
                .extracting(DriftFigure::getName)
                .containsExactlyInAnyOrder("return_mean", "return_spread", "score_mean", "score_spread");
        assertThat(meters.get("fovea.predictor.drift.comparisons")
                        .tags("pipeline", "p", "model", "m", "version", "1", "drifted", "true")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(predictions()).hasSize(WINDOW * INSTRUMENTS);
    }

    @Test
    void shouldTellOfScoresThatAreSurerThanThoseOfTheTests() {
        // When
        for (int day = 1; day <= WINDOW; day++) {
            period(day, 1, 5, "1");
        }

        // Then
        assertThat(drift(told().get(0)).getDriftedList())
                .contains("score_spread")
                .doesNotContain("return_spread");
    }

    /** 40 comparisons at 0.05 find two by chance; seven or more would be a chance of one in 200. */
    @Test
    void shouldFindNothingWhereThereIsNothing() {
        // When
        for (int day = 1; day <= 40 * WINDOW; day++) {
            period(day, 1, 1, "1");
        }

        // Then
        List<TestRecord<byte[], byte[]>> told = told();
        assertThat(told).hasSize(40);
        assertThat(told.stream().filter(one -> drift(one).getDriftedCount() > 0).count())
                .isLessThan(7);
    }

    @Test
    void shouldPassOverWhatTheModelHasLearnedFrom() {
        // When
        for (int day = 1; day <= WINDOW; day++) {
            for (int i = 0; i < INSTRUMENTS; i++) {
                score(score(day, i, 4, 1).setInSample(true), "1");
            }
            closed(day);
        }

        // Then
        assertThat(predictions()).hasSize(WINDOW * INSTRUMENTS);
        assertThat(told()).isEmpty();
    }

    /** They waited while the pipeline came to be watched. */
    @Test
    void shouldPassOverScoresThatDoNotSayWhatTheirWindowsHeld() {
        // When
        for (int i = 0; i < INSTRUMENTS; i++) {
            score(score(1, i, 1, 1).clearNewest(), "1");
        }
        closed(1);
        for (int day = 2; day <= WINDOW; day++) {
            period(day, 1, 1, "1");
        }

        // Then
        assertThat(predictions()).hasSize(WINDOW * INSTRUMENTS);
        assertThat(told()).isEmpty();
    }

    @Test
    void shouldPassOverAVersionThatAnsweredLessThanHalfOfAPeriod() {
        // When: the first version answers eight of twenty in one period, and all of five others
        for (int i = 0; i < INSTRUMENTS; i++) {
            score(score(1, i, 1, 1), i < 8 ? "1" : "2");
        }
        closed(1);
        for (int day = 2; day <= WINDOW + 1; day++) {
            period(day, 1, 1, "1");
        }

        // Then
        List<TestRecord<byte[], byte[]>> told = told();
        assertThat(told).hasSize(1);
        assertThat(drift(told.get(0)).getFromMillis()).isEqualTo(2);
    }

    /** Without drift.json: it was trained before somebody watched. */
    @Test
    void shouldTellNothingOfAVersionThatHasNothingToBeComparedWith() {
        for (int day = 1; day <= WINDOW; day++) {
            period(day, 4, 1, "2");
        }
        assertThat(told()).isEmpty();
    }

    /** A proxy of it, which gives nothing for a while. */
    @Test
    void shouldAskAgainWhereTheStorageDoesNotAnswer() {
        // Given
        var isDown = new AtomicBoolean(true);
        ArtefactStore real = store();
        ArtefactStore sometimes = (ArtefactStore) Proxy.newProxyInstance(
                ArtefactStore.class.getClassLoader(), new Class<?>[] {ArtefactStore.class}, (proxy, method, given) -> {
                    if (isDown.get() && method.getName().equals("fetch")) {
                        return real.fetch("models/m/gone"); // which throws
                    }
                    return method.invoke(real, given);
                });
        driver.close();
        driver = driver(sometimes);

        // When
        period(1, 1, 1, "1");
        isDown.set(false);
        for (int day = 2; day <= WINDOW + 1; day++) {
            period(day, 1, 1, "1");
        }

        // Then
        assertThat(predictions()).hasSize((WINDOW + 1) * INSTRUMENTS);
        assertThat(told())
                .singleElement()
                .satisfies(one -> assertThat(drift(one).getFromMillis()).isEqualTo(2));
    }

    @Test
    void shouldGoOnWithAWindowAfterARestart() {
        // Given
        for (int day = 1; day < WINDOW; day++) {
            period(day, 4, 1, "1");
        }
        var kept = driver.<String, byte[]>getKeyValueStore("drift");
        Map<String, byte[]> before = new java.util.HashMap<>();
        kept.all().forEachRemaining(entry -> before.put(entry.key, entry.value));
        driver.close();

        // When: what a broker gives back
        driver = driver();
        before.forEach(driver.<String, byte[]>getKeyValueStore("drift")::put);
        period(WINDOW, 4, 1, "1");

        // Then
        assertThat(drift(told().get(0)).getPeriods()).isEqualTo(WINDOW);
        assertThat(driver.<String, byte[]>getKeyValueStore("drift").all().hasNext())
                .as("the next window begins with nothing")
                .isFalse();
    }
}
