package io.fovea.trainer.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.fovea.proto.training.v1.TrainingJob;
import io.fovea.trainer.Stripes;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CheckedJobTest {
    @Test
    void shouldTakeAJobThatMakesSense() {
        // When
        CheckedJob job = CheckedJob.of(Stripes.job("stripes-1", Stripes.file(2), 10));

        // Then
        assertThat(job.pipeline().name()).isEqualTo("stripes");
        assertThat(job.checkpoints()).isEqualTo("checkpoints/stripes-1");
    }

    @ParameterizedTest
    @MethodSource
    void shouldSayWhatDoesNotMakeSense(String sentence, Consumer<TrainingJob.Builder> change) {
        // Given
        TrainingJob.Builder job = Stripes.job("job", Stripes.file(2), 10).toBuilder();
        change.accept(job);

        // When, Then
        assertThatThrownBy(() -> CheckedJob.of(job.build()))
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining(sentence);
    }

    static Stream<Arguments> shouldSayWhatDoesNotMakeSense() {
        return Stream.of(
                arguments("Job id '../../etc' is none", changed(job -> job.setId("../../etc"))),
                arguments("Job id '' is none", changed(TrainingJob.Builder::clearId)),
                arguments(
                        "is for pipeline 'digits', and its file for 'stripes'",
                        changed(job -> job.setPipeline("digits"))),
                arguments("is not version ab", changed(job -> job.setPipelineVersion("ab"))),
                arguments(
                        "pipeline file is not valid",
                        changed(job -> job.setPipelineFile(job.getPipelineFile().replace("epochs", "epoch")))),
                arguments(
                        "reads topic fovea.models, and its pipeline trains on fovea.examples.stripes",
                        changed(job -> job.getExamplesBuilder(0).setTopic("fovea.models"))),
                arguments(
                        "range 11 to 10 of partition fovea.examples.stripes-0 is none",
                        changed(job -> job.getExamplesBuilder(0).setFrom(11))));
    }

    private static Consumer<TrainingJob.Builder> changed(Consumer<TrainingJob.Builder> change) {
        return change;
    }
}
