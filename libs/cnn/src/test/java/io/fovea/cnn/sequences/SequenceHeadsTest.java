package io.fovea.cnn.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SequenceHeadsTest {
    private static final SequenceHeads HEADS = new SequenceHeads(3, 3);

    @Test
    void shouldCountWhatIsBeyondTheEndForNothing() {
        // Given: lengths 1 to 3, then two classes at each place
        float[] probabilities = {0.5f, 0.25f, 0.25f, 0.75f, 0.25f, 0.5f, 0.5f, 1, 0};

        // When
        float[] present = new SequenceHeads(2, 3).present(probabilities);

        // Then: half of the sequences reach the second place, a quarter the third
        assertThat(present)
                .containsExactly(new float[] {0.5f, 0.25f, 0.25f, 0.75f, 0.25f, 0.25f, 0.25f, 0.25f, 0}, within(1e-6f));
    }

    @Test
    void shouldReadAHouseNumber() {
        // Given
        SequenceHeads digits = new SequenceHeads(10, 5);
        float[] probabilities = new float[digits.outputs()];
        probabilities[2] = 0.9f; // three digits
        probabilities[1] = 0.1f; // two
        probabilities[digits.begin(0) + 1] = 1;
        probabilities[digits.begin(1) + 9] = 0.8f;
        probabilities[digits.begin(1) + 4] = 0.2f;
        probabilities[digits.begin(2) + 2] = 0.5f;
        probabilities[digits.begin(2) + 7] = 0.5f;

        // When
        List<ProbableSequence> best = digits.best(probabilities, 3);

        // Then
        assertThat(best)
                .extracting(ProbableSequence::classes)
                .containsExactly(List.of(1, 9, 2), List.of(1, 9, 7), List.of(1, 4, 2));
        assertThat(best.get(0).probability()).isCloseTo(0.36, offset(1e-6));
        assertThat(best.get(2).probability()).isCloseTo(0.09, offset(1e-6));
    }

    @Test
    void shouldFindTheBestOfAllThatThereAre() {
        SplittableRandom random = new SplittableRandom(4);
        for (int trial = 0; trial < 20; trial++) {
            // Given
            float[] probabilities = probabilities(random);
            List<ProbableSequence> all = new ArrayList<>();
            collect(List.of(), 1, probabilities, all);
            all.sort(Comparator.comparing(ProbableSequence::probability).reversed());

            // When
            List<ProbableSequence> best = HEADS.best(probabilities, 10);

            // Then
            assertThat(all).hasSize(3 + 9 + 27);
            assertThat(all.stream().mapToDouble(ProbableSequence::probability).sum())
                    .isCloseTo(1, offset(1e-6));
            assertThat(best).isEqualTo(all.subList(0, 10));
        }
    }

    /** Every sequence, one by one. */
    private static void collect(
            List<Integer> prefix, double probability, float[] probabilities, List<ProbableSequence> all) {
        for (int c = 0; c < 3 && prefix.size() < 3; c++) {
            List<Integer> longer = new ArrayList<>(prefix);
            longer.add(c);
            double itself = probability * probabilities[3 + 3 * prefix.size() + c];
            all.add(new ProbableSequence(longer, itself * probabilities[prefix.size()]));
            collect(longer, itself, probabilities, all);
        }
    }

    private static float[] probabilities(SplittableRandom random) {
        float[] probabilities = new float[12];
        for (int begin = 0; begin < 12; begin += 3) {
            double sum = 0;
            double[] drawn = new double[3];
            for (int i = 0; i < 3; i++) {
                drawn[i] = random.nextDouble();
                sum += drawn[i];
            }
            for (int i = 0; i < 3; i++) {
                probabilities[begin + i] = (float) (drawn[i] / sum);
            }
        }
        return probabilities;
    }

    @Test
    void shouldFillATargetUp() {
        assertThat(HEADS.target(List.of(2, 0))).containsExactly(2, 0, -1);
        assertThatThrownBy(() -> HEADS.target(List.of(0, 0, 0, 0)))
                .hasMessage("Expected a sequence of 1 to 3 classes, received 4.");
        assertThatThrownBy(() -> HEADS.target(List.of())).hasMessageEndingWith("received 0.");
    }

    @Test
    void shouldKnowHeadsByTheirOutputs() {
        assertThat(SequenceHeads.of(55, 10)).isEqualTo(Optional.of(new SequenceHeads(10, 5)));
        assertThat(SequenceHeads.of(10, 10)).as("one output a class").isEmpty();
        assertThat(SequenceHeads.of(0, 10)).isEmpty();
    }

    @Test
    void shouldRefuseWhatCannotBeRead() {
        assertThatThrownBy(() -> new SequenceHeads(1, 5)).hasMessageEndingWith("received 1 classes and length 5.");
        assertThatThrownBy(() -> new SequenceHeads(10, 0)).hasMessageEndingWith("received 10 classes and length 0.");
        assertThatThrownBy(() -> HEADS.best(new float[3], 1)).hasMessage("Expected 12 probabilities, received 3.");
    }
}
