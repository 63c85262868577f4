package io.fovea.cnn.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cnn.HostTensor;
import org.junit.jupiter.api.Test;

class AccuracyTest {
    private static final float[] LOGITS = {
        3, 1, 2, //
        0, 0, 0, //
        -1e30f, 1e30f, 1e4f, //
        1, 2, Float.NaN
    };
    private static final HostTensor OUTPUTS = HostTensor.float32(new long[] {4, 3}, LOGITS);

    private final Metric.Accumulator accuracy = new Accuracy().start();

    @Test
    void shouldCountTheFirstOfSeveralLargestAndNeverWhatIsNoNumber() {
        // When
        accuracy.add(HostTensor.int64(new long[] {4}, 0, 0, 1, 1), OUTPUTS, null);

        // Then
        assertThat(accuracy.result()).isEqualTo(0.75);
    }

    @Test
    void shouldBeTheSameForOneHotTargets() {
        // When
        accuracy.add(HostTensor.float32(new long[] {4, 3}, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0), OUTPUTS, null);

        // Then
        assertThat(accuracy.result()).isEqualTo(0.5);
    }

    @Test
    void shouldWeighExamplesOverBatchesOfSeveralSizes() {
        // When
        accuracy.add(HostTensor.int64(new long[] {4}, 0, 1, 2, 2), OUTPUTS, new float[] {3, 1, 0, 0.5f});
        accuracy.add(HostTensor.int64(new long[] {1}, 1), HostTensor.float32(new long[] {1, 3}, 0, 1, 0), null);

        // Then
        assertThat(accuracy.result()).isEqualTo(4 / 5.5);
    }

    @Test
    void shouldWeighEachPlaceOfAnExampleAlike() {
        // Given two examples with two places each
        HostTensor outputs = HostTensor.float32(new long[] {2, 2, 2}, 1, 0, 0, 1, 1, 0, 0, 1);

        // When
        accuracy.add(HostTensor.int64(new long[] {2, 2}, 0, 0, 0, 1), outputs, new float[] {1, 3});

        // Then
        assertThat(accuracy.result()).isEqualTo(7.0 / 8);
    }

    @Test
    void shouldGoOnFromItsState() {
        // Given
        accuracy.add(HostTensor.int64(new long[] {4}, 0, 0, 1, 1), OUTPUTS, null);
        Metric.Accumulator second = new Accuracy().start();

        // When
        second.restore(accuracy.state());
        second.add(HostTensor.int64(new long[] {4}, 1, 1, 1, 1), OUTPUTS, null);

        // Then
        assertThat(second.result()).isEqualTo(0.5);
    }

    @Test
    void shouldBeNoNumberBeforeTheFirstExample() {
        assertThat(accuracy.result()).isNaN();
    }

    @Test
    void shouldSayWhatItCannotTake() {
        assertThatThrownBy(() -> accuracy.add(HostTensor.int64(new long[] {4}, 0, 3, 1, 1), OUTPUTS, null))
                .hasMessage("Expected class numbers from 0 to 2, received 3.");
        assertThatThrownBy(() -> accuracy.add(HostTensor.int64(new long[] {3}, 0, 1, 1), OUTPUTS, null))
                .hasMessage(
                        "Expected class numbers INT64[4] or FLOAT32[4, 3] for outputs FLOAT32[4, 3], received INT64[3].");
        assertThatThrownBy(() -> accuracy.add(
                        HostTensor.int64(new long[] {1}, 0), HostTensor.float32(new long[] {1, 1}, 2), null))
                .hasMessageContaining("Maybe this is a case for BinaryAccuracy");
        assertThatThrownBy(() ->
                        accuracy.add(HostTensor.int64(new long[] {4}, 0, 1, 1, 1), OUTPUTS, new float[] {1, 1, 1, -1}))
                .hasMessage("Expected finite sample weights of 0 or more, received -1.0 for example 3.");
        assertThatThrownBy(() -> accuracy.add(HostTensor.int64(new long[] {4}, 0, 1, 1, 1), OUTPUTS, new float[] {1}))
                .hasMessage("Expected a sample weight for each of 4 examples, received 1.");
    }
}
