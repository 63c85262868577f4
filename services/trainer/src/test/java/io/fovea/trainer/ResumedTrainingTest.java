package io.fovea.trainer;

import static io.fovea.proto.training.v1.TrainingState.TRAINING_STATE_EPOCH;
import static io.fovea.proto.training.v1.TrainingState.TRAINING_STATE_PROGRESS;
import static io.fovea.proto.training.v1.TrainingState.TRAINING_STATE_STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.messaging.MessagingException;
import io.fovea.proto.training.v1.TrainingEvent;
import io.fovea.trainer.jobs.Outcome;
import io.fovea.trainer.jobs.Stop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Another trainer takes over, and the weights are those of a run left alone. */
class ResumedTrainingTest extends StripesStand {

    @Test
    void shouldGoOnFromTheCheckpointOfATrainerThatDied() {
        // Given
        train("unbroken", job("job-a", 5));
        Stop afterTheSecondEpoch = new Stop();
        work.onEvent(event -> {
            if (event.getState() == TRAINING_STATE_EPOCH && event.getEpoch() == 2) {
                afterTheSecondEpoch.request();
            }
        });
        assertThat(work.trainer("first").train(job("job-b", 5), afterTheSecondEpoch))
                .isEqualTo(Outcome.STOPPED);
        work.events.clear();

        // When
        train("second", job("job-b", 5));

        // Then
        assertThat(work.events(TRAINING_STATE_STARTED)).singleElement().satisfies(started -> {
            assertThat(started.getEpoch()).isEqualTo(2);
            assertThat(started.getCheckpoint()).isEqualTo("checkpoints/job-b/newest");
        });
        assertThat(work.events(TRAINING_STATE_EPOCH))
                .extracting(TrainingEvent::getEpoch)
                .containsExactly(3, 4, 5);
        assertThat(weights("2")).isEqualTo(weights("1"));
    }

    @Test
    void shouldGoOnInTheMiddleOfAnEpoch() {
        // Given: a trainer that dies within its third epoch
        train("unbroken", job("job-a", 5));
        Stop withinTheThirdEpoch = new Stop();
        work.onEvent(event -> {
            if (event.getState() == TRAINING_STATE_PROGRESS && event.getEpoch() == 2 && event.getBatch() >= 4) {
                withinTheThirdEpoch.request();
            }
        });
        work.checkpointInterval(Duration.ZERO);
        assertThat(work.trainer("first").train(job("job-b", 5), withinTheThirdEpoch))
                .isEqualTo(Outcome.STOPPED);
        work.onEvent(event -> {});
        work.events.clear();

        // When
        train("second", job("job-b", 5));

        // Then
        assertThat(work.events(TRAINING_STATE_STARTED)).singleElement().satisfies(started -> {
            assertThat(started.getEpoch()).isEqualTo(2);
            assertThat(started.getBatch()).isGreaterThanOrEqualTo(4);
        });
        assertThat(work.events(TRAINING_STATE_EPOCH))
                .extracting(TrainingEvent::getEpoch)
                .containsExactly(3, 4, 5);
        assertThat(weights("2")).isEqualTo(weights("1"));
        assertThat(work.registry.resolve("stripes", "2").orElseThrow().getMetricsMap())
                .isEqualTo(work.registry.resolve("stripes", "1").orElseThrow().getMetricsMap());
    }

    @Test
    void shouldGoOnWithEarlyStoppingAsIfUnbroken() {
        // Given
        String file = Stripes.file(9).replace("seed: 7", "seed: 7, earlyStopping: {patience: 1}");
        train("unbroken", Stripes.job("job-a", file, RECORDS));
        for (int broken = 1; broken < 4; broken++) {
            Stop stop = new Stop();
            work.onEvent(event -> {
                if (event.getState() == TRAINING_STATE_EPOCH) {
                    stop.request();
                }
            });
            work.trainer("mortal").train(Stripes.job("job-b", file, RECORDS), stop);
        }
        work.onEvent(event -> {});

        // When
        train("last", Stripes.job("job-b", file, RECORDS));

        // Then
        assertThat(weights("2")).isEqualTo(weights("1"));
        assertThat(work.registry.resolve("stripes", "2").orElseThrow().getMetricsMap())
                .isEqualTo(work.registry.resolve("stripes", "1").orElseThrow().getMetricsMap());
    }

    @Test
    void shouldGoOnWithASchedulesRatesAsIfUnbroken() {
        for (String schedule : List.of("cosine: {warmUpEpochs: 1}", "reduceOnPlateau: {patience: 1, factor: 0.5}")) {
            // Given
            String file = Stripes.file(5)
                    .replace(
                            "seed: 7",
                            "seed: 7, loss: {labelSmoothing: 0.1, focalGamma: 1}, schedule: {%s}".formatted(schedule));
            String unbroken = "unbroken-" + schedule.charAt(0);
            String broken = "broken-" + schedule.charAt(0);
            train("first", Stripes.job(unbroken, file, RECORDS));
            Stop stop = new Stop();
            work.onEvent(event -> {
                if (event.getState() == TRAINING_STATE_EPOCH && event.getEpoch() == 3) {
                    stop.request();
                }
            });
            assertThat(work.trainer("mortal").train(Stripes.job(broken, file, RECORDS), stop))
                    .isEqualTo(Outcome.STOPPED);
            work.onEvent(event -> {});

            // When
            train("last", Stripes.job(broken, file, RECORDS));

            // Then
            int versions = work.registry.versions().size();
            assertThat(weights(String.valueOf(versions))).isEqualTo(weights(String.valueOf(versions - 1)));
        }
    }

    @Test
    void shouldThrowWhileKafkaIsAwayAndGoOnLater() {
        // Given
        train("unbroken", job("job-a", 3));
        AtomicBoolean away = new AtomicBoolean(true);
        work.onEvent(event -> {
            if (away.get() && event.getState() == TRAINING_STATE_EPOCH && event.getEpoch() == 2) {
                throw new MessagingException("Kafka is away.");
            }
        });
        assertThatThrownBy(() -> train("a", job("job-b", 3))).isInstanceOf(MessagingException.class);
        away.set(false);

        // When
        Outcome outcome = train("a", job("job-b", 3));

        // Then
        assertThat(outcome).isEqualTo(Outcome.COMPLETED);
        assertThat(weights("2")).isEqualTo(weights("1"));
    }
}
