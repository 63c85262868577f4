package io.fovea.trainer;

import static io.fovea.proto.training.v1.TrainingState.TRAINING_STATE_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.trainer.jobs.Outcome;
import io.fovea.trainer.jobs.Stop;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class FailedJobTest extends StripesStand {

    @Test
    void shouldFailAJobWhoseLossIsNoNumber() {
        // Given
        String file = Stripes.file(30).replace("learningRate: 0.05", "learningRate: 100, momentum: 0.99");

        // When
        Outcome outcome = train("a", Stripes.job("job-a", file, RECORDS));

        // Then
        assertThat(outcome).isEqualTo(Outcome.FAILED);
        assertThat(work.last().getMessage())
                .matches("The loss of epoch \\d+ is .+\\. Maybe the learning rate is too high\\.");
        assertThat(work.registry.versions()).isEmpty();
    }

    @Test
    void shouldFailAJobThatTakesItsTrainersDown() {
        // Given
        for (int death = 0; death < 3; death++) {
            Stop atOnce = new Stop();
            work.onEvent(event -> atOnce.request());
            work.trainer("mortal").train(job("job-a", 3), atOnce);
        }
        work.onEvent(event -> {});

        // When
        Outcome outcome = train("fourth", job("job-a", 3));

        // Then
        assertThat(outcome).isEqualTo(Outcome.FAILED);
        assertThat(work.last().getMessage()).startsWith("The job was begun 3 times without coming to a checkpoint.");
    }

    @Test
    void shouldFailARecordThatIsNoJob() {
        // Given
        byte[] garbage = {(byte) 0xff, 1, 2};
        var record = new ConsumerRecord<>("fovea.training-jobs", 0, 0, "job-x".getBytes(), garbage);

        // When
        Outcome outcome = work.trainer("a").work(record, new Stop());

        // Then
        assertThat(outcome).isEqualTo(Outcome.FAILED);
        assertThat(work.last().getState()).isEqualTo(TRAINING_STATE_FAILED);
        assertThat(work.last().getJobId()).isEqualTo("job-x");
        assertThat(work.last().getMessage()).startsWith("The job cannot be read: ");
    }
}
