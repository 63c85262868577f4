package io.fovea.cnn.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import io.fovea.cnn.KerasNumbers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Forty epochs of a loss that stalls, with ties, beside what Keras' callback makes of the rate. */
class KerasPlateausTest {
    private static final JsonNode PLATEAUS = KerasNumbers.part("plateaus");

    private static final Map<String, ReduceLROnPlateau> CALLBACKS = Map.of(
            "plain", new ReduceLROnPlateau("val_loss", 0.5, 3),
            "patient",
                    new ReduceLROnPlateau("val_loss", 0.3, 4)
                            .minDelta(0.01)
                            .cooldown(2)
                            .minLearningRate(0.02),
            "cooling", new ReduceLROnPlateau("val_loss", 0.5, 1).cooldown(3).minLearningRate(1e-3),
            "upwards", new ReduceLROnPlateau("val_loss", 0.7, 2).mode(Mode.MAX));

    static List<String> names() {
        return KerasNumbers.names(PLATEAUS.path("rates"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldReduceTheRateWhereKerasDoes(String name) {
        // Given
        FakeTraining training = new FakeTraining();
        ReduceLROnPlateau callback = CALLBACKS.get(name);
        double[] watched = KerasNumbers.doubles(PLATEAUS.path("watched"));
        double[] rates = KerasNumbers.doubles(PLATEAUS.path("rates").path(name));

        // When, Then
        callback.onTrainBegin(training);
        for (int epoch = 0; epoch < watched.length; epoch++) {
            callback.onEpochEnd(epoch, Map.of("val_loss", watched[epoch]));
            assertThat(training.learningRate).as("epoch %d", epoch).isCloseTo(rates[epoch], offset(1e-7));
        }
    }
}
