package io.fovea.cnn.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LearningRateCallbacksTest {
    private final FakeTraining training = new FakeTraining();

    @Test
    void shouldReduceTheRateWhenAMetricStalls() {
        // Given
        ReduceLROnPlateau reduce = new ReduceLROnPlateau("val_loss", 0.5, 2);

        // When, Then: 0.99995 is not better by 0.0001
        assertThat(rates(reduce, 1, 0.99995, 0.99995, 0.9, 0.95, 0.92, 0.91, 0.93))
                .containsExactly(1.0, 1.0, 0.5, 0.5, 0.5, 0.25, 0.25, 0.125);
    }

    @Test
    void shouldNotCountWhileItCoolsDownNorGoBelowTheLeastRate() {
        // Given
        ReduceLROnPlateau reduce =
                new ReduceLROnPlateau("val_loss", 0.1, 1).cooldown(2).minLearningRate(0.05);

        // When, Then: by Keras' code, cooldown 2 is over with the second epoch
        assertThat(rates(reduce, 1, 1, 1, 1, 1, 1, 1)).containsExactly(1.0, 0.1, 0.1, 0.05, 0.05, 0.05, 0.05);
    }

    @Test
    void shouldReduceTheRateOverTwelveEpochsWithAPauseAndALeastRate() {
        // Given: by Keras' code; a pause of one epoch ends with the epoch that it is counted in
        ReduceLROnPlateau reduce = new ReduceLROnPlateau("val_loss", 0.5, 2)
                .minDelta(0.01)
                .cooldown(1)
                .minLearningRate(0.2);

        // When, Then: stalls at epochs 2 and 3, 5 and 6 (the best is 0.8), and 9 to 12 with the least rate
        assertThat(rates(reduce, 1, 0.995, 0.992, 0.8, 0.8, 0.795, 0.7, 0.6, 0.6, 0.6, 0.6, 0.6))
                .containsExactly(1.0, 1.0, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.2, 0.2, 0.2);
    }

    @Test
    void shouldFollowMetricsOfWhichMoreIsBetter() {
        assertThat(rates(new ReduceLROnPlateau("val_auc", 0.5, 1).minDelta(0), 0.5, 0.6, 0.6, 0.7))
                .containsExactly(1.0, 1.0, 0.5, 0.5);
        assertThat(rates(new ReduceLROnPlateau("val_loss", 0.5, 1).mode(Mode.MAX), 0.5, 0.4))
                .containsExactly(1.0, 0.5);
    }

    @Test
    void shouldGoOnFromItsState() {
        // Given
        ReduceLROnPlateau first = new ReduceLROnPlateau("val_loss", 0.5, 2);
        rates(first, 1, 1);
        ReduceLROnPlateau second = new ReduceLROnPlateau("val_loss", 0.5, 2);
        second.onTrainBegin(training);

        // When
        second.restore(first.state());
        second.onEpochEnd(2, Map.of("val_loss", 1.0));

        // Then
        assertThat(training.learningRate).isEqualTo(0.5);
    }

    @Test
    void shouldGiveEachEpochItsRate() {
        // Given
        LearningRateScheduler scheduler = new LearningRateScheduler((epoch, rate) -> epoch < 2 ? rate : rate * 0.1);
        scheduler.onTrainBegin(training);
        List<Double> rates = new ArrayList<>();

        // When
        for (int epoch = 0; epoch < 4; epoch++) {
            scheduler.onEpochBegin(epoch);
            rates.add(training.learningRate);
        }

        // Then
        assertThat(rates.get(1)).isOne();
        assertThat(rates.get(3)).isCloseTo(0.01, offset(1e-15));
        LearningRateScheduler bad = new LearningRateScheduler((epoch, rate) -> -1);
        bad.onTrainBegin(training);
        assertThatThrownBy(() -> bad.onEpochBegin(3))
                .hasMessage("Expected a learning rate of 0 or more for epoch 3, received -1.0.");
    }

    @Test
    void shouldEndTheFitAtALossThatIsNoNumber() {
        // Given
        TerminateOnNaN terminate = new TerminateOnNaN();
        terminate.onTrainBegin(training);

        // When, Then
        terminate.onBatchEnd(0, 0, 3, 1e30);
        assertThat(training.stoppedNow).isFalse();
        terminate.onBatchEnd(0, 1, 3, Double.NaN);
        assertThat(training.stoppedNow).isTrue();
        assertThat(terminate.terminated()).isTrue();
    }

    private List<Double> rates(ReduceLROnPlateau reduce, double... values) {
        training.learningRate = 1;
        reduce.onTrainBegin(training);
        List<Double> rates = new ArrayList<>();
        for (int epoch = 0; epoch < values.length; epoch++) {
            reduce.onEpochEnd(epoch, Map.of("val_loss", values[epoch], "val_auc", values[epoch]));
            rates.add(training.learningRate);
        }
        return rates;
    }
}
