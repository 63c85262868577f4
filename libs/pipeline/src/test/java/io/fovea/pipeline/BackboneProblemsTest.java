package io.fovea.pipeline;

import static io.fovea.pipeline.Told.HEAD;
import static io.fovea.pipeline.Told.MODEL;
import static io.fovea.pipeline.Told.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an author of backbones, heads and stages is told. */
class BackboneProblemsTest {

    @Test
    void shouldSayWhatABackboneAndItsStagesCannotBe() {
        // When
        List<String> problems = problems("""
                pipeline: p
                input: {channels: 3, size: [64, 64]}
                model:
                  backbone: {model: other, layer: fc6, pooling: max}
                  classes: 2
                train:
                  epochs: 5
                  stages:
                    - {epochs: 2, layerDecay: 0.5}
                    - {epochs: 2, unfreeze: fc5}
                """);

        // Then
        assertThat(problems)
                .containsExactly(
                        "digits.yaml:4: model.backbone.pooling: has no effect beside model.",
                        "digits.yaml:7: train.epochs: has no effect beside stages, each of which has its own epochs and a steady rate.",
                        "digits.yaml:8: train.stages: unfreezes a backbone; allowed where model.backbone has an architecture.",
                        "digits.yaml:9: train.stages[0].layerDecay: has no effect without unfreeze.");
    }

    @Test
    void shouldRefuseAWordForAllLayersBesideStages() {
        // When
        List<String> problems = problems(HEAD + MODEL
                + "train: {optimizer: {sgd: {}}, weightDecay: 0.1, layerDecay: 0.5,"
                + " stages: [{epochs: 1, optimizer: {adamw: {}}, earlyStopping: {patience: 1, monitor: val_f1}}]}\n");

        // Then
        assertThat(problems)
                .contains(
                        "digits.yaml:4: train.layerDecay: stands beside stages, each of which has its own; allowed:"
                                + " train.stages[].layerDecay.",
                        "digits.yaml:4: train.weightDecay: stands beside adamw, which has its own; allowed:"
                                + " train.optimizer.adamw.weightDecay.",
                        "digits.yaml:4: train.stages[0].earlyStopping.monitor: \"val_f1\" is not allowed; allowed: val_loss,"
                                + " val_accuracy, or another metric that train.metrics names.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{layer: fc6}|model.backbone: has neither model nor architecture; allowed: exactly one of the two.",
                "{model: m, architecture: vgg16, layer: fc6}|model.backbone.model: stands beside architecture; allowed: one of the two.",
                "{architecture: vgg16, version: 2, layer: fc6}|model.backbone.version: has no effect beside architecture."
            })
    void shouldAskForOneOriginOfABackbone(String backbone, String problem) {
        // When
        List<String> problems = problems(HEAD + "model: {backbone: %s, classes: 2}\n".formatted(backbone));

        // Then
        assertThat(problems).containsExactly("digits.yaml:3: " + problem);
    }

    @Test
    void shouldRefuseStagesWithoutABackbone() {
        // When
        List<String> problems = problems(HEAD + MODEL + "train: {stages: [{epochs: 3}]}\n");

        // Then
        assertThat(problems)
                .containsExactly(
                        "digits.yaml:4: train.stages: has no effect without a backbone, below which nothing is frozen.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "transforms: [{rescale: [0, 1]}] | transforms: rescale has no effect with a backbone:"
                        + " the backbone's own graph transforms its input.",
                "augment: [{shift: 0.1}] | augment: has no effect with a backbone:"
                        + " features are computed once, from the pictures as they are.",
            })
    void shouldRefuseWhatHasNoEffectOnFeatures(String line, String expected) {
        // When
        List<String> problems =
                problems(HEAD + "model: {backbone: {model: b, layer: fc6}, classes: 10}\n" + line + "\n");

        // Then
        assertThat(problems).containsExactly("digits.yaml:4: " + expected);
    }
}
