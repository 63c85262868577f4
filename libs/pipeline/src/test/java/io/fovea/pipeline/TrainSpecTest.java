package io.fovea.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainSpecTest {

    @Test
    void shouldReadHowTheLearningRateChangesAndWhatTheLossIs() {
        assertThat(train("schedule: {step: {everyEpochs: 3}}").schedule()).contains(new ScheduleSpec.Step(3, 0.1));
        assertThat(train("schedule: {cosine: {}}").schedule()).contains(new ScheduleSpec.Cosine(0, 0));
        assertThat(train("schedule: {cosine: {warmUpEpochs: 2, endFraction: 0.01}}")
                        .schedule())
                .contains(new ScheduleSpec.Cosine(2, 0.01));
        assertThat(train("schedule: {oneCycle: {}}").schedule()).contains(new ScheduleSpec.OneCycle());
        assertThat(train("schedule: {reduceOnPlateau: {patience: 4, factor: 0.5}}")
                        .schedule())
                .contains(new ScheduleSpec.ReduceOnPlateau(4, 0.5));
        assertThat(train("loss: {labelSmoothing: 0.1, focalGamma: 2}").loss()).isEqualTo(new LossSpec(0.1, 2));
    }

    @Test
    void shouldReadEachOptimizerWithKerasDefaults() {
        assertThat(train("optimizer: {rmsprop: {}}").optimizer()).isEqualTo(new OptimizerSpec.Rmsprop(0.001));
        assertThat(train("optimizer: {adamw: {}}").optimizer()).isEqualTo(new OptimizerSpec.AdamW(0.001, 0.004));
        assertThat(train("optimizer: {adamw: {learningRate: 0.1, weightDecay: 0.2}}")
                        .optimizer())
                .isEqualTo(new OptimizerSpec.AdamW(0.1, 0.2));
        assertThat(train("optimizer: {adagrad: {learningRate: 0.1}}").optimizer())
                .isEqualTo(new OptimizerSpec.Adagrad(0.1));
        assertThat(train("optimizer: {nadam: {}}").optimizer()).isEqualTo(new OptimizerSpec.Nadam(0.001));
    }

    @Test
    void shouldReadWhatGoesOnBesideTheOptimizer() {
        assertThat(train("clipGradients: {value: 0.5}").update().clip()).contains(new ClipSpec.ByValue(0.5));
        assertThat(train("clipGradients: {norm: 2}").update().clip()).contains(new ClipSpec.ByNorm(2));
        assertThat(train("clipGradients: {globalNorm: 1}, weightDecay: 0.01, ema: {momentum: 0.9}, layerDecay: 0.8")
                        .update())
                .isEqualTo(new UpdateSpec(Optional.of(new ClipSpec.ByGlobalNorm(1)), 0.01, Optional.of(0.9), 0.8));
        assertThat(train("ema: {}").update().ema()).contains(0.99); // Keras' default
    }

    @Test
    void shouldReadWhatIsMeasuredAndWatched() {
        TrainSpec train =
                train("metrics: [auc, top_3_accuracy], earlyStopping: {patience: 2, monitor: val_auc, minDelta: 0.01}");
        assertThat(train.metrics()).containsExactly("auc", "top_3_accuracy");
        assertThat(train.earlyStopping()).contains(new EarlyStopping(2, "val_auc", 0.01));
    }

    @Test
    void shouldReadClassWeights() {
        assertThat(train("classWeights: balanced").classWeights()).contains(new ClassWeightSpec.Balanced());
        assertThat(train("classWeights: {7: 2.5, \"0\": 0}").classWeights())
                .contains(new ClassWeightSpec.Given(Map.of("7", 2.5, "0", 0.0)));
    }

    private static TrainSpec train(String keys) {
        return PipelineSpec.parse("""
                pipeline: small
                input: {channels: 1, size: [28, 28]}
                model: {architecture: lenet5, classes: 10}
                train: {%s}
                """.formatted(keys)).train();
    }
}
