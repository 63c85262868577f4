package io.fovea.cnn.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.sequences.SequenceHeads;
import org.junit.jupiter.api.Test;

/** Of two sequences of two classes, up to three places, by hand. */
class SequenceMetricsTest {
    private static final SequenceHeads HEADS = new SequenceHeads(2, 3);
    private static final HostTensor TARGETS = HostTensor.int64(new long[] {2, 3}, 1, 0, -1, 1, -1, -1);
    private static final HostTensor OUTPUTS = HostTensor.float32(
            new long[] {2, 9},
            0,
            5,
            0, /* */
            0,
            1, /* */
            0,
            1, /* */
            9,
            0, // length right; first place right, second wrong
            0,
            0,
            9, /* */
            0,
            1, /* */
            0,
            1, /* */
            9,
            0); // length wrong; its only place right

    @Test
    void shouldCountLengths() {
        assertThat(new LengthAccuracy(HEADS).of(TARGETS, OUTPUTS)).isEqualTo(0.5);
        assertThat(new LengthAccuracy(HEADS).name()).isEqualTo("length_accuracy");
    }

    @Test
    void shouldCountThePlacesThatThereAreAndNoOthers() {
        assertThat(new PlaceAccuracy(HEADS).of(TARGETS, OUTPUTS)).isEqualTo(2 / 3.0);
    }

    @Test
    void shouldGoOnFromWhatItKept() {
        // Given
        Metric.Accumulator first = new PlaceAccuracy(HEADS).start();
        first.add(TARGETS, OUTPUTS, new float[] {1, 3});

        // When
        Metric.Accumulator second = new PlaceAccuracy(HEADS).start();
        second.restore(first.state());
        second.add(TARGETS, OUTPUTS, null);

        // Then: right 1 + 3 and 2, asked 2 + 3 and 3
        assertThat(first.result()).isEqualTo(4 / 5.0);
        assertThat(second.result()).isEqualTo(6 / 8.0);
    }

    @Test
    void shouldNeverBeRightByWhatIsNoNumber() {
        // Given
        float[] logits = OUTPUTS.toFloats();
        logits[1] = Float.NaN;
        logits[3] = Float.NaN;

        // When, Then
        HostTensor broken = HostTensor.float32(new long[] {2, 9}, logits);
        assertThat(new LengthAccuracy(HEADS).of(TARGETS, broken)).isZero();
        assertThat(new PlaceAccuracy(HEADS).of(TARGETS, broken)).isEqualTo(1 / 3.0);
    }

    @Test
    void shouldRefuseTargetsOfAnotherLength() {
        assertThatThrownBy(() -> new LengthAccuracy(HEADS).of(HostTensor.int64(new long[] {2, 2}, 1, 0, 1, 0), OUTPUTS))
                .hasMessageStartingWith("Expected targets INT64[2, 3]");
    }
}
