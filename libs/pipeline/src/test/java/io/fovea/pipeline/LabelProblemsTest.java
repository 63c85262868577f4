package io.fovea.pipeline;

import static io.fovea.pipeline.Told.HEAD;
import static io.fovea.pipeline.Told.MODEL;
import static io.fovea.pipeline.Told.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What an author of labels is told. */
class LabelProblemsTest {

    @Test
    void shouldSayWhatDoesNotGoWithSequences() {
        // When
        List<String> problems = problems("""
                pipeline: numbers
                input: {channels: 1, size: [32, 64]}
                label: {kind: sequence}
                augment: [{shift: 0.1}, {mixup: 0.2}]
                model:
                  backbone: {model: other, layer: fc6}
                  classes: 10
                train:
                  loss: {labelSmoothing: 0.1}
                  metrics: [auc]
                """);

        // Then
        assertThat(problems)
                .contains(
                        "digits.yaml:3: label.longest: is missing; allowed: a whole number from 1 to 64.",
                        "digits.yaml:4: augment[1].mixup: mixes labels of one class, and label.kind is sequence.",
                        "digits.yaml:6: model.backbone: does not go with a label that is a sequence; allowed: architecture.",
                        "digits.yaml:9: train.loss: is for labels of one class, and label.kind is sequence.",
                        "digits.yaml:10: train.metrics: is for labels of one class, and label.kind is sequence.");
    }

    @Test
    void shouldSayWhatALabelCannotBe() {
        assertThat(problems(HEAD + MODEL + "label: {kind: sequense, longest: 65}\n"))
                .containsExactly(
                        "digits.yaml:4: label.kind: \"sequense\" is not allowed; allowed: class or sequence. Maybe sequence?",
                        "digits.yaml:4: label.longest: 65 is not allowed; allowed: a whole number from 1 to 64.");
        assertThat(problems(HEAD + MODEL + "label: {longest: 5}\n"))
                .containsExactly(
                        "digits.yaml:4: label.longest: has no effect on one class; allowed where label.kind is sequence.");
    }
}
