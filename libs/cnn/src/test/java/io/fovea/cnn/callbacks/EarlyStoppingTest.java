package io.fovea.cnn.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cnn.HostTensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {
    private final FakeTraining training = new FakeTraining();

    @Test
    void shouldStopAfterPatienceEpochsWithoutABetterValue() {
        // Given
        EarlyStopping stopping = new EarlyStopping("val_loss", 2, false);

        // When
        int epochs = run(stopping, 3, 2, 2.5, 2.1, 1);

        // Then
        assertThat(epochs).isEqualTo(4);
        assertThat(stopping.bestEpoch()).isEqualTo(1);
        assertThat(training.weights).isEqualTo(4);
    }

    @Test
    void shouldGoBackToTheWeightsOfTheBestEpoch() {
        // When
        run(new EarlyStopping("val_loss", 2, true), 3, 2, 2.5, 2.1);

        // Then
        assertThat(training.weights).isEqualTo(2);
    }

    @Test
    void shouldPreferHigherAccuracies() {
        assertThat(run(new EarlyStopping("val_accuracy", 1, false), 0.5, 0.6, 0.6))
                .isEqualTo(3);
    }

    @Test
    void shouldGoOnFromItsState() {
        // Given
        EarlyStopping first = new EarlyStopping("val_loss", 2, true);
        run(first, 3, 2, 2.5);
        EarlyStopping second = new EarlyStopping("val_loss", 2, true);
        second.onTrainBegin(training);

        // When
        second.restore(first.state());
        second.onEpochEnd(3, Map.of("val_loss", 2.2));
        second.onTrainEnd();

        // Then
        assertThat(training.stopped).isTrue();
        assertThat(training.weights).isEqualTo(2);
    }

    @Test
    void shouldStopAtOnceWhenItsStateSaysSo() {
        // Given
        EarlyStopping first = new EarlyStopping("val_loss", 1, false);
        run(first, 1, 2);
        training.stopped = false;
        EarlyStopping second = new EarlyStopping("val_loss", 1, false);
        second.onTrainBegin(training);

        // When
        second.restore(first.state());

        // Then
        assertThat(training.stopped).isTrue();
    }

    @Test
    void shouldSayWhatThereIsWhenItsMetricIsMissing() {
        assertThatThrownBy(() -> run(new EarlyStopping("val_f1", 1, false), 1))
                .hasMessage("EarlyStopping watches val_f1; there is [val_loss, val_accuracy].");
    }

    /** @return epochs until it stopped; after each epoch the weights are its number from 1 */
    private int run(EarlyStopping stopping, double... values) {
        training.stopped = false;
        stopping.onTrainBegin(training);
        int epoch = 0;
        while (epoch < values.length && !training.stopped) {
            training.weights = epoch + 1;
            Map<String, Double> logs = new LinkedHashMap<>();
            logs.put("val_loss", values[epoch]);
            logs.put("val_accuracy", values[epoch]);
            stopping.onEpochEnd(epoch++, logs);
        }
        stopping.onTrainEnd();
        return epoch;
    }

    /** A fit whose only weight is a number. */
    private static final class FakeTraining implements Training {
        private boolean stopped;
        private float weights;

        @Override
        public void stop() {
            stopped = true;
        }

        @Override
        public double learningRate() {
            return 1;
        }

        @Override
        public void learningRate(double learningRate) {}

        @Override
        public Map<String, HostTensor> weights() {
            return Map.of("w", HostTensor.float32(new long[] {1}, weights));
        }

        @Override
        public void setWeights(Map<String, HostTensor> values) {
            weights = values.get("w").toFloats()[0];
        }

        @Override
        public void saveCheckpoint(Path file) {}
    }
}
