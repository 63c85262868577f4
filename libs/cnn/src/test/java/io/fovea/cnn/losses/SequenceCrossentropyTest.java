package io.fovea.cnn.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.sequences.SequenceHeads;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** Two classes, up to three places: logits of the lengths 1 to 3, then of the classes at each place. */
class SequenceCrossentropyTest {
    private static final SequenceHeads HEADS = new SequenceHeads(2, 3);
    private static final SequenceCrossentropy LOSS = new SequenceCrossentropy(HEADS);
    private static final float LN2 = (float) Math.log(2);
    private static final float LN3 = (float) Math.log(3);

    @Test
    void shouldAddTheCrossentropiesOfTheLengthAndOfEachPlaceThatThereIs() {
        // Given odds: lengths 1:2:1, places 1:1, 3:1, 1:7
        float[] odds = {0, LN2, 0, 0, 0, LN3, 0, 0, 3 * LN2};

        // When: the length is 2, the classes 1 and 0
        LossRun run = run(odds, 1, 0, -1);

        // Then: -log(1/2 * 1/2 * 3/4), and the last place has no part in it
        assertThat(run.perExample()[0]).isCloseTo((float) -Math.log(3 / 16.0), offset(1e-6f));
        assertThat(run.gradient())
                .containsExactly(new float[] {0.25f, -0.5f, 0.25f, 0.5f, -0.5f, -0.25f, 0.25f, 0, 0}, offset(1e-6f));
    }

    @Test
    void shouldAskOfALongestSequenceForEveryPlace() {
        // Given all odds even
        float[] odds = new float[9];

        // When
        LossRun run = run(odds, 0, 1, 1);

        // Then: -log(1/3 * 1/2 * 1/2 * 1/2)
        assertThat(run.perExample()[0]).isCloseTo((float) Math.log(24), offset(1e-6f));
    }

    @Test
    void shouldFindRightWhereTheMostProbableSequenceIsTheTarget() {
        float[] clear = {0, 5, 0, 0, 5, 5, 0, 9, 0};
        assertThat(run(clear, 1, 0, -1).hits()).containsExactly(1);
        assertThat(run(clear, 1, 1, -1).hits()).as("a class is wrong").containsExactly(0);
        assertThat(run(clear, 1, -1, -1).hits()).as("too short").containsExactly(0);
        assertThat(run(clear, 1, 0, 0).hits()).as("too long").containsExactly(0);
    }

    @Test
    void shouldWeighALengthAgainstTheClassesThatItNeeds() {
        // Given a length of 2 a little likelier than 1, and nobody knows the second class: 0.55 * 0.5 is less than 0.45
        float[] logits = {(float) Math.log(0.45), (float) Math.log(0.55), -20, 9, 0, 0, 0, 0, 0};

        // When, Then: as SequenceHeads.best has it
        assertThat(run(logits, 0, -1, -1).hits()).containsExactly(1);
        assertThat(run(logits, 0, 0, -1).hits()).containsExactly(0);
    }

    @Test
    void shouldRefuseTargetsThatAreNoSequence() {
        assertThat(fault(1, 0, -1)).isEmpty();
        assertThat(fault(1, 0, 1)).isEmpty();
        assertThat(fault(2, 0, -1))
                .hasValue(
                        "expected classes from 0 to 1 and then nothing but -1, received [2, 0, -1] in row 0 of the batch");
        assertThat(fault(-1, -1, -1)).as("empty").isPresent();
        assertThat(fault(1, -1, 0)).as("a gap").isPresent();
        assertThat(fault(1, -2, -1)).isPresent();
        assertThat(LOSS.fault(target(2, 0, -1), Shape.of(9), new float[] {0}))
                .as("counts nothing")
                .isEmpty();
    }

    @Test
    void shouldRefuseOutputsOfOtherHeads() {
        assertThatThrownBy(() -> LOSS.targetShape(Shape.of(10)))
                .hasMessage("Expected outputs [9] of the heads of 2 classes and length 3, received [10].");
    }

    private static Optional<String> fault(long... target) {
        return LOSS.fault(target(target), Shape.of(9), null);
    }

    private static LossRun run(float[] logits, long... target) {
        return LossRun.of(LOSS, target(target), HostTensor.float32(new long[] {1, logits.length}, logits));
    }

    private static HostTensor target(long... target) {
        return HostTensor.int64(new long[] {1, target.length}, target);
    }
}
