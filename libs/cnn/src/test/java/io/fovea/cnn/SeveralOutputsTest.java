package io.fovea.cnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.fovea.cnn.data.ArrayDataset;
import io.fovea.cnn.data.Batch;
import io.fovea.cnn.data.Dataset;
import io.fovea.cnn.layers.Concatenate;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.losses.MeanSquaredError;
import io.fovea.cnn.metrics.MeanAbsoluteError;
import io.fovea.cnn.optimizers.Adam;
import io.fovea.cnn.optimizers.Sgd;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/** Models with several inputs and outputs in training. */
class SeveralOutputsTest {
    private static final Loss CLASSES = Loss.sparseCategoricalCrossentropyFromLogits();
    private static final Options OPTIONS = new Options(3, Device.CPU, 1);

    /** Two inputs, a and b; whether a + b is above 0, and a - b. */
    private static Model network() {
        SymbolicTensor a = Input.float32("a", Shape.of(1));
        SymbolicTensor b = Input.float32("b", Shape.of(1));
        SymbolicTensor both = new Concatenate().apply(a, b);
        return Model.of(
                List.of(a, b),
                List.of(both.then(new Dense(2).named("sign")), both.then(new Dense(1).named("difference"))));
    }

    private static Dataset examples(int count) {
        SplittableRandom random = new SplittableRandom(1);
        float[] a = new float[count];
        float[] b = new float[count];
        float[] differences = new float[count];
        long[] signs = new long[count];
        for (int i = 0; i < count; i++) {
            a[i] = (float) random.nextDouble(-1, 1);
            b[i] = (float) random.nextDouble(-1, 1);
            signs[i] = a[i] + b[i] > 0 ? 1 : 0;
            differences[i] = a[i] - b[i];
        }
        long[] column = {count, 1};
        return ArrayDataset.of(
                network(),
                Map.of("b", HostTensor.float32(column, b), "a", HostTensor.float32(column, a)),
                Map.of(
                        "difference",
                        HostTensor.float32(column, differences),
                        "sign",
                        HostTensor.int64(new long[] {count}, signs)));
    }

    private static Map<String, Objective> objectives() {
        return Map.of(
                "sign",
                Objective.of(CLASSES),
                "difference",
                Objective.of(new MeanSquaredError()).weight(0.5).metrics(new MeanAbsoluteError()));
    }

    @Test
    void shouldLearnAllOutputsAndLogThemUnderKerasNames() {
        try (TrainableModel model = network().compile(new Adam(0.05), objectives(), OPTIONS)) {
            // When
            History history = model.fit(examples(256), examples(64), new FitOptions(32, 20));

            // Then
            Map<String, Double> last = history.epochs().get(19);
            String mae = new MeanAbsoluteError().name();
            assertThat(last.keySet())
                    .containsExactly(
                            "loss",
                            "sign_loss",
                            "difference_loss",
                            "sign_accuracy",
                            "difference_" + mae,
                            "val_loss",
                            "val_sign_loss",
                            "val_difference_loss",
                            "val_sign_accuracy",
                            "val_difference_" + mae);
            assertThat(last.get("val_sign_accuracy")).isGreaterThan(0.9);
            assertThat(last.get("val_difference_" + mae)).isLessThan(0.1);
            assertThat(last.get("val_loss"))
                    .isCloseTo(last.get("val_sign_loss") + 0.5 * last.get("val_difference_loss"), offset(1e-6));
        }
    }

    @Test
    void shouldPredictAndExportAllOutputs(@TempDir Path folder) {
        try (TrainableModel model = network().compile(new Adam(), objectives(), OPTIONS)) {
            // Given
            HostTensor a = HostTensor.float32(new long[] {2, 1}, 1, 2);
            HostTensor b = HostTensor.float32(new long[] {2, 1}, 3, 4);

            // When
            List<HostTensor> outputs = model.predict(List.of(a, b));
            model.export(folder);

            // Then
            try (SavedModel served = SavedModel.load(folder)) {
                Map<String, HostTensor> answers = served.run(Map.of("a", a, "b", b), List.of("sign", "difference"));
                assertThat(answers.get("sign")).isEqualTo(outputs.get(0));
                assertThat(answers.get("difference")).isEqualTo(outputs.get(1));
            }
        }
    }

    @Test
    void shouldWeighExamplesAsIfEachHadComeThatOften() {
        // Given: x 1 and 3, of which the second counts twice; the mean is over 2 examples, as Keras'
        HostTensor x = HostTensor.float32(new long[] {2, 1}, 1, 3);
        HostTensor y = HostTensor.float32(new long[] {2, 1}, 0, 0);
        Dataset weighted = new ArrayDataset(x, y).weightedBy(1, 2);

        // When, Then: w = 1: (1 * 1 + 2 * 9) / 2, gradient (2 * 1 + 2 * 2 * 9) / 2
        try (TrainableModel model = identity().compile(new Sgd(0.01), new MeanSquaredError(), OPTIONS)) {
            assertThat(model.evaluate(weighted, 2).get("loss")).isCloseTo(9.5, offset(1e-6));
            model.fit(weighted, new FitOptions(2, 1));
            assertThat(model.weights().get("y/kernel").toFloats()[0]).isCloseTo(1 - 0.01f * 19, offset(1e-6f));
        }
    }

    @Test
    void shouldWeighClassesInTrainingOnly() {
        // Given logits that are equal: each example's loss is log 2
        Objective objective = Objective.of(CLASSES).classWeights(Map.of(1, 3.0));
        Model network = Model.of(Input.float32("x", Shape.of(1)).then(new Dense(2).named("logits")));
        network.namedWeights().get("logits/kernel").set(HostTensor.float32(new long[] {1, 2}, 0, 0));
        Dataset examples = new ArrayDataset(HostTensor.float32(new long[] {4, 1}, 1, 1, 1, 1), new long[] {0, 0, 0, 1});

        // When, Then
        try (TrainableModel model = network.compile(new Sgd(0), objective, OPTIONS)) {
            assertThat(model.fit(examples, new FitOptions(4, 1)).metric("loss").get(0))
                    .isCloseTo(Math.log(2) * (1 + 1 + 1 + 3) / 4, offset(1e-6));
            assertThat(model.evaluate(examples, 4).get("loss")).isCloseTo(Math.log(2), offset(1e-6));
        }
    }

    @Test
    void shouldSayWhatIsMissing() {
        assertThatThrownBy(() -> network().compile(new Sgd(), CLASSES, OPTIONS))
                .hasMessage("The model has the outputs [sign, difference]: give each its loss, by its name.");
        assertThatThrownBy(() -> network().compile(new Sgd(), Map.of("sign", Objective.of(CLASSES)), OPTIONS))
                .hasMessage(
                        "Expected a loss for each output of the model, [sign, difference], received some for [sign].");
        assertThatThrownBy(() -> ArrayDataset.of(network(), Map.of(), Map.of()))
                .hasMessage("Expected a tensor for each input of the model, [a, b], received [].");
        HostTensor column = HostTensor.float32(new long[] {1, 1}, 1);
        try (TrainableModel model = network().compile(new Sgd(), objectives(), OPTIONS)) {
            assertThatThrownBy(() -> model.evaluate(new ArrayDataset(new Batch(column, column)), 1))
                    .hasMessage("The model has 2 inputs, received 1.");
        }
    }

    @Test
    void shouldRefuseABatchWhoseTensorsAreNotAsMany() {
        HostTensor two = HostTensor.float32(new long[] {2, 1}, 1, 2);
        HostTensor one = HostTensor.float32(new long[] {1, 1}, 1);
        assertThatThrownBy(() -> new Batch(List.of(two, one), List.of(two), List.of()))
                .hasMessage("Expected as many inputs as inputs, received FLOAT32[1, 1] and FLOAT32[2, 1].");
        assertThatThrownBy(() -> new Batch(List.of(two), List.of(two), List.of(two)))
                .hasMessage("Expected sample weights FLOAT32[batch], received FLOAT32[2, 1].");
    }

    private static Model identity() {
        Model network = Model.of(
                Input.float32("x", Shape.of(1)).then(new Dense(1).withoutBias().named("y")));
        network.namedWeights().get("y/kernel").set(HostTensor.float32(new long[] {1, 1}, 1));
        return network;
    }
}
