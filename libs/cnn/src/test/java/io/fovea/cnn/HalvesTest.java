package io.fovea.cnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.fovea.cnn.layers.Activation;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Dropout;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.GaussianNoise;
import io.fovea.cnn.layers.Rescaling;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.metrics.TopKCategoricalAccuracy;
import io.fovea.cnn.optimizers.Sgd;
import io.fovea.cnn.regularizers.Regularizer;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;

/** Batches whose two halves train beside each other, as the environment of this build has it: see pom.xml. */
class HalvesTest {
    private static final Objective OBJECTIVE = Objective.of(Loss.sparseCategoricalCrossentropyFromLogits())
            .metrics(new TopKCategoricalAccuracy(2))
            .classWeights(Map.of(3, 2.0));

    @Test
    void shouldEndWithTheWeightsOfTheWholeBatch() {
        // Given batches of 15, so that one half is larger, and a last one of 1; tanh, as ReLU's runs drift apart
        Fitted whole = fitted(1);

        // When
        Fitted halves = fitted(2);

        // Then: what dropout and noise draw included
        whole.weights.forEach((name, expected) -> assertThat(
                        furthest(expected.toFloats(), halves.weights.get(name).toFloats()))
                .as(name)
                .isLessThan(5e-5));
        whole.logs.forEach(
                (name, value) -> assertThat(halves.logs.get(name)).as(name).isCloseTo(value, offset(1e-5)));
    }

    @Test
    void shouldGiveTheSameBitsForTheSameSeed() {
        assertThat(fitted(2).weights).isEqualTo(fitted(2).weights);
    }

    @Test
    void shouldHalveWhereItPaysAndStatisticsAllowIt() {
        assertThat(halves(network(), 2, 15)).isTrue();
        assertThat(halves(network(), 2, 1)).as("one example").isFalse();
        assertThat(halves(network(), 2, 2)).as("little work").isFalse();
        assertThat(halves(network(), 2, 10_000))
                .as("enough work for whole operations")
                .isFalse();
        assertThat(halves(network(), 1, 15)).as("one thread").isFalse();
        assertThat(halves(normalized(), 2, 15)).as("statistics of the batch").isFalse();
    }

    private static double furthest(float[] expected, float[] actual) {
        assertThat(actual).hasSameSizeAs(expected);
        return IntStream.range(0, expected.length)
                .mapToDouble(i -> Math.abs((double) expected[i] - actual[i]))
                .max()
                .orElseThrow();
    }

    private static boolean halves(Model model, int threads, int size) {
        try (Graph graph = new Graph()) {
            Objectives objectives = Objectives.of(model, OBJECTIVE);
            TrainingGraph training = new TrainingGraph(graph, model, new Sgd(), objectives, options(threads));
            return training.training(size) != training.training(1);
        }
    }

    private static Options options(int threads) {
        return new Options(7, Device.CPU, threads);
    }

    private static Fitted fitted(int threads) {
        try (TrainableModel model = network().compile(new Sgd(0.01, 0.9, true), OBJECTIVE, options(threads))) {
            History history = model.fit(Examples.squares(61, 1), new FitOptions(15, 2));
            return new Fitted(model.weights(), new HashMap<>(history.epochs().get(1)));
        }
    }

    private static Model network() {
        return Model.of(images().then(new GaussianNoise(0.1))
                .then(new Conv2D(16, 5).activation(Activation.TANH).named("conv"))
                .then(new Flatten())
                .then(new Dropout(0.3))
                .then(new Dense(100).activation(Activation.TANH).named("dense"))
                .then(new Dropout(0.5))
                .then(new Dense(10).kernelRegularizer(Regularizer.l2(0.01)).named("logits")));
    }

    private static Model normalized() {
        return Model.of(images().then(new Conv2D(16, 5).named("conv"))
                .then(new BatchNormalization())
                .then(new Flatten())
                .then(new Dense(100))
                .then(new Dense(10)));
    }

    private static SymbolicTensor images() {
        return Input.uint8("image", Shape.of(28, 28, 1)).then(Rescaling.pixelsTo(0, 1));
    }

    private record Fitted(Map<String, HostTensor> weights, Map<String, Double> logs) {}
}
