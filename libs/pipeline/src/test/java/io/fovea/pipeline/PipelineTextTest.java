package io.fovea.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelineTextTest {
    private static final PipelineText FILE = new PipelineText("""
            # 𝒟igits, and how fast they learn
            pipeline: digits
            input: {kind: image, channels: 1, size: [28, 28]}
            augment:
              - shift: 0.04   # one pixel
            model: {architecture: lenet5, classes: [007, "010"]}
            train:
              optimizer: {sgd: {learningRate: 0.01, momentum: 0.9}}
              batchSize: 32
            """);

    @Test
    void shouldReplaceValuesAndLeaveTheRestAsItIs() {
        // When
        PipelineText changed = FILE.with(Map.of(
                "train.optimizer.sgd.learningRate", "0.1234", "augment[0].shift", "0.1", "train.batchSize", "128"));

        // Then
        assertThat(changed.yaml()).isEqualTo("""
                # 𝒟igits, and how fast they learn
                pipeline: digits
                input: {kind: image, channels: 1, size: [28, 28]}
                augment:
                  - shift: 0.1   # one pixel
                model: {architecture: lenet5, classes: [007, "010"]}
                train:
                  optimizer: {sgd: {learningRate: 0.1234, momentum: 0.9}}
                  batchSize: 128
                """);
        assertThat(PipelineSpec.parse(changed.yaml()).train().batchSize()).isEqualTo(128);
    }

    @Test
    void shouldTellWhatStandsAtAKey() {
        assertThat(FILE.value("model.classes[0]")).contains("007");
        assertThat(FILE.value("model.classes[1]")).contains("010");
        assertThat(FILE.value("model.classes[2]")).isEmpty();
        assertThat(FILE.value("train.epochs")).isEmpty();
        assertThat(FILE.value("train")).isEmpty();
        assertThat(FILE.value("train..batchSize")).isEmpty();
        assertThat(FILE.value("")).isEmpty();
    }

    @Test
    void shouldSayWhichKeyTheFileDoesNotHave() {
        assertThatThrownBy(() -> FILE.with(Map.of("train.epochs", "3")))
                .hasMessage("There is no single value at train.epochs in the file. Write one there first; any that is"
                        + " allowed will do.");
        assertThatThrownBy(() -> FILE.with(Map.of("train.optimizer", "adam")))
                .hasMessageStartingWith("There is no single value at train.optimizer in the file.");
    }
}
