package io.fovea.cnn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.optimizers.Adam;
import org.junit.jupiter.api.Test;

/** On real digits, where they lie beside the checkout; {@link TrainableModelTest} learns from made ones everywhere. */
class DigitsTest {
    @Test
    void shouldReadDigitsItHasNotSeenAfterThreeEpochs() {
        // Given
        var train = Mnist.first("train", 3000);
        var test = Mnist.first("t10k", 1000);
        Loss loss = Loss.sparseCategoricalCrossentropyFromLogits();
        try (TrainableModel model = Examples.lenet5().compile(new Adam(0.002), loss, Options.seed(7))) {
            // When
            model.fit(train, new FitOptions(64, 3));

            // Then
            assertThat(model.evaluate(test, 250).get("accuracy")).isGreaterThan(0.92);
        }
    }
}
