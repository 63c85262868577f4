package io.fovea.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.fovea.cnn.optimizers.LearningRateSchedule;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.TrainSpec;
import org.junit.jupiter.api.Test;

/** 100 examples, 30 at a time, are 4 steps an epoch; ten epochs are 40. */
class LearningRatesTest {
    private static final int EXAMPLES = 100;

    @Test
    void shouldCountStepsInEpochs() {
        LearningRateSchedule step = schedule("step: {everyEpochs: 2, factor: 0.5}");
        assertThat(step.at(7)).isEqualTo(0.1);
        assertThat(step.at(8)).isEqualTo(0.05);
        LearningRateSchedule cosine = schedule("cosine: {warmUpEpochs: 2, endFraction: 0.1}");
        assertThat(cosine.at(4)).isEqualTo(0.05);
        assertThat(cosine.at(8)).isEqualTo(0.1);
        assertThat(cosine.at(24)).isCloseTo(0.055, offset(1e-12)); // half of the 32 steps down
        assertThat(cosine.at(40)).isCloseTo(0.01, offset(1e-12));
        LearningRateSchedule cycle = schedule("oneCycle: {}");
        assertThat(cycle.at(0)).isCloseTo(0.004, offset(1e-12));
        assertThat(cycle.at(11)).isCloseTo(0.1, offset(1e-12));
        assertThat(cycle.at(39)).isCloseTo(4e-7, offset(1e-12));
    }

    @Test
    void shouldLeaveTheRateToTheOptimizerOrToACallback() {
        assertThat(LearningRates.of(train("{}"), EXAMPLES)).isEmpty();
        assertThat(LearningRates.of(train("{schedule: {reduceOnPlateau: {patience: 3}}}"), EXAMPLES))
                .isEmpty();
    }

    private static LearningRateSchedule schedule(String declared) {
        String train = "{optimizer: {sgd: {learningRate: 0.1}}, batchSize: 30, epochs: 10, schedule: {%s}}";
        return LearningRates.of(train(train.formatted(declared)), EXAMPLES).orElseThrow();
    }

    private static TrainSpec train(String train) {
        return PipelineSpec.parse("""
                pipeline: small
                input: {channels: 1, size: [28, 28]}
                model: {architecture: lenet5, classes: 10}
                train: %s
                """.formatted(train)).train();
    }
}
