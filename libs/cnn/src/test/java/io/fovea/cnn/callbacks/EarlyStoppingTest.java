package io.fovea.cnn.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    @Test
    void shouldGoOnWhileItGetsBetterWithoutPatience() {
        assertThat(run(new EarlyStopping("val_loss", 0, false), 3, 2, 1, 1.5, 0.5))
                .isEqualTo(4);
    }

    @Test
    void shouldNotCountWhatIsHardlyBetter() {
        assertThat(run(new EarlyStopping("val_loss", 2, false).minDelta(0.1), 3, 2.95, 2.91, 1))
                .isEqualTo(3);
        assertThat(run(new EarlyStopping("val_accuracy", 2, false).minDelta(0.1), 0.3, 0.35, 0.45, 0.5, 0.5))
                .isEqualTo(5);
    }

    @Test
    void shouldStopWhereTheBaselineIsNotReached() {
        assertThat(run(new EarlyStopping("val_loss", 2, false).baseline(1), 3, 2, 2.5, 1.5, 0.5))
                .isEqualTo(3);
        assertThat(run(new EarlyStopping("val_loss", 2, false).baseline(1), 3, 0.9, 1.5, 0.95))
                .isEqualTo(4);
    }

    @Test
    void shouldNotLookAtTheFirstEpochs() {
        // Given
        EarlyStopping stopping = new EarlyStopping("val_loss", 1, true).startFromEpoch(2);

        // When
        int epochs = run(stopping, 1, 5, 4, 3, 3.5);

        // Then
        assertThat(epochs).isEqualTo(5);
        assertThat(stopping.bestEpoch()).isEqualTo(3);
        assertThat(training.weights).isEqualTo(4);
    }

    @Test
    void shouldNeverTakeWhatIsNoNumberForBetter() {
        // Given
        EarlyStopping stopping = new EarlyStopping("val_loss", 3, true);

        // When
        run(stopping, Double.NaN, 2, Double.NaN, 3);

        // Then
        assertThat(stopping.bestEpoch()).isEqualTo(1);
        assertThat(training.weights).isEqualTo(2);
    }

    @Test
    void shouldTakeItsModeFromTheMetricOrFromItsUser() {
        assertThat(Mode.AUTO.higherIsBetter("val_pr_auc")).isTrue();
        assertThat(Mode.AUTO.higherIsBetter("val_macro_f1_score")).isTrue();
        assertThat(Mode.AUTO.higherIsBetter("val_top_5_accuracy")).isTrue();
        assertThat(Mode.AUTO.higherIsBetter("precision_of_3")).isTrue();
        assertThat(Mode.AUTO.higherIsBetter("val_ic")).isTrue();
        assertThat(Mode.AUTO.higherIsBetter("head_spearman")).isTrue();
        assertThat(Mode.AUTO.higherIsBetter("val_loss")).isFalse();
        assertThat(Mode.AUTO.higherIsBetter("mean_squared_error")).isFalse();
        assertThat(Mode.MAX.higherIsBetter("score")).isTrue();
        assertThatThrownBy(() -> new EarlyStopping("val_score", 1, false).onTrainBegin(training))
                .hasMessage(
                        "Whether more or less of val_score is better does not follow from its name: give the mode MIN or MAX.");
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
}
