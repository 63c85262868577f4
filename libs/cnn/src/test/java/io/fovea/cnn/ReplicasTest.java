package io.fovea.cnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.fovea.cnn.data.ArrayDataset;
import io.fovea.cnn.data.Dataset;
import io.fovea.cnn.layers.Activation;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.Rescaling;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.metrics.TopKCategoricalAccuracy;
import io.fovea.cnn.optimizers.Sgd;
import io.fovea.cnn.regularizers.Regularizer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** Several devices: here as many virtual CPUs. */
class ReplicasTest {
    private static final Loss LOSS = Loss.sparseCategoricalCrossentropyFromLogits();

    @Test
    void shouldEndWithTheWeightsOfOneDevice() {
        // Given batches of 15, which two and three devices share in parts of different sizes; tanh, as ReLU's runs
        // drift apart
        Fitted one = fitted(1);

        // When, Then
        for (int devices = 2; devices <= 3; devices++) {
            Fitted several = fitted(devices);
            one.weights.forEach(
                    (name, expected) -> assertThat(several.weights.get(name).toFloats())
                            .as(name)
                            .containsExactly(expected.toFloats(), offset(2e-5f)));
            one.logs.forEach(
                    (name, value) -> assertThat(several.logs.get(name)).as(name).isCloseTo(value, offset(1e-5)));
        }
    }

    private static Fitted fitted(int devices) {
        Model network = Model.of(Input.uint8("image", Shape.of(28, 28, 1))
                .then(Rescaling.pixelsTo(0, 1))
                .then(new Conv2D(4, 5).activation(Activation.TANH).named("conv"))
                .then(new Flatten())
                .then(new Dense(10).kernelRegularizer(Regularizer.l2(0.01)).named("logits")));
        Objective objective =
                Objective.of(LOSS).metrics(new TopKCategoricalAccuracy(2)).classWeights(Map.of(3, 2.0));
        Dataset train = Examples.squares(150, 1);
        try (TrainableModel model = network.compile(new Sgd(0.05, 0.9, true), objective, options(devices))) {
            History history = model.fit(train, new FitOptions(15, 2));
            return new Fitted(model.weights(), new HashMap<>(history.epochs().get(1)));
        }
    }

    @Test
    void shouldFollowTheMeanOfThePartsStatistics() {
        // Given parts of mean 3
        Model network = Model.of(Input.float32("x", Shape.of(1))
                .then(new BatchNormalization().named("norm"))
                .then(new Dense(2).named("logits")));
        Dataset examples = new ArrayDataset(HostTensor.float32(new long[] {4, 1}, 3, 3, 3, 3), new long[] {0, 1, 0, 1});

        // When
        try (TrainableModel model = network.compile(new Sgd(0.1), LOSS, options(2))) {
            model.fit(examples, new FitOptions(4, 1));

            // Then
            assertThat(model.weights().get("norm/moving_mean").toFloats()[0]).isCloseTo(0.03f, offset(1e-6f));
        }
    }

    @Test
    void shouldSayWhereABatchIsTooSmallToBeShared() {
        try (TrainableModel model = Examples.feedForward().compile(new Sgd(), LOSS, options(2))) {
            assertThatThrownBy(() -> model.fit(Examples.squares(3, 1), new FitOptions(2, 1)))
                    .hasMessageStartingWith("A batch of 1 cannot be shared by 2 devices.");
        }
    }

    private static Options options(int devices) {
        return new Options(7, Device.CPU, 1).replicas(devices);
    }

    private record Fitted(Map<String, HostTensor> weights, Map<String, Double> logs) {}
}
