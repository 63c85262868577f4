package io.fovea.cnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.fovea.cnn.data.Batch;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.optimizers.Sgd;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

class SavedModelTest {
    private static final Loss LOSS = Loss.sparseCategoricalCrossentropyFromLogits();
    private static final Batch BATCH =
            Examples.squares(5, 3).batches(5, OptionalLong.empty()).iterator().next();

    @TempDir
    Path folder;

    @Test
    void shouldAnswerAsTheModelThatWasExported() {
        // Given
        HostTensor expected;
        ExportedModel exported;
        try (TrainableModel model = Examples.lenet5().compile(new Sgd(), LOSS, Options.seed(1))) {
            expected = model.predict(BATCH.input());
            exported = model.export(folder);
        }

        // When
        Map<String, HostTensor> answers;
        try (SavedModel model = SavedModel.load(folder)) {
            answers = model.run(Map.of("image", BATCH.input()), List.of("logits", "probabilities", "fc6"));
            assertThat(model.layers()).isEqualTo(exported.layers());
            assertThat(model.layers().keySet())
                    .containsExactlyElementsOf(exported.layers().keySet());
            assertThat(model.outputs()).isEqualTo(exported.outputs());
            assertThat(model.inputs()).isEqualTo(exported.inputs());
        }

        // Then
        assertThat(answers.get("logits").toFloats()).containsExactly(expected.toFloats(), offset(1e-5f));
        assertThat(answers.get("fc6").shape()).containsExactly(5, 84);
        float[] probabilities = answers.get("probabilities").toFloats();
        float sum = 0;
        for (int i = 0; i < 10; i++) {
            sum += probabilities[i];
        }
        assertThat(sum).isCloseTo(1, offset(1e-5f));
        assertThat(exported.inputs().get("image").shape()).isEqualTo(Shape.of(28, 28, 1));
        assertThat(exported.layers().keySet())
                .containsExactly("rescaling", "conv1", "pool1", "conv2", "pool2", "conv3", "flatten", "fc6", "fc7");
        assertThat(exported.weightsSha256()).hasSize(64);
    }

    @Test
    void shouldAnswerManyThreadsAtOnce() {
        // Given
        export();
        try (SavedModel model = SavedModel.load(folder)) {
            HostTensor expected = model.predict(BATCH.input());

            // When
            List<HostTensor> answers = IntStream.range(0, 400)
                    .parallel()
                    .mapToObj(i -> model.predict(BATCH.input()))
                    .toList();

            // Then
            assertThat(answers).allMatch(expected::equals);
        }
    }

    @Test
    void shouldSayWhatItExpectedWhenTheInputDoesNotFit() {
        // Given
        export();
        try (SavedModel model = SavedModel.load(folder)) {
            HostTensor wide = HostTensor.uint8(new long[] {1, 28, 29, 1}, new byte[28 * 29]);

            // When, Then
            assertThatThrownBy(() -> model.predict(wide))
                    .hasMessage(
                            "The model's input image is UINT8[28, 28, 1] after the batch axis, received UINT8[1, 28, 29, 1].");
            assertThatThrownBy(() -> model.run(Map.of("image", BATCH.input()), List.of("fc9")))
                    .hasMessageStartingWith("The model has no output or layer fc9. There are: ");
        }
    }

    private void export() {
        try (TrainableModel model = Examples.lenet5().compile(new Sgd(), LOSS, Options.seed(1))) {
            model.export(folder);
        }
    }
}
