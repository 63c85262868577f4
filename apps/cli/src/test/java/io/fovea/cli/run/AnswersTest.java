package io.fovea.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.proto.prediction.v1.ClassProbability;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.proto.prediction.v1.SequenceProbability;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private final Answers answers = new Answers(Map.of("a", List.of("1"), "b", List.of("2"), "c", List.of("2")));

    @Test
    void shouldCompareByIdAndCountAMissingAnswerAsWrong() {
        // When
        answers.add(prediction("a", "1"));
        answers.add(prediction("b", "1"));

        // Then
        assertThat(answers.accuracy()).isEqualTo(1.0 / 3);
        assertThat(answers.predicted()).isEqualTo(2);
        assertThat(answers.duplicates()).isZero();
        assertThat(answers.confusion(List.of("1", "2")).counts()).isDeepEqualTo(new long[][] {{1, 0}, {1, 0}});
    }

    @Test
    void shouldCountASecondAnswerAsDuplicateAndKeepTheFirst() {
        // When
        answers.add(prediction("a", "1"));
        answers.add(prediction("a", "2"));

        // Then
        assertThat(answers.predicted()).isEqualTo(1);
        assertThat(answers.duplicates()).isEqualTo(1);
        assertThat(answers.accuracy()).isEqualTo(1.0 / 3);
    }

    @Test
    void shouldPassOverImagesOfSomebodyElse() {
        answers.add(prediction("x", "1"));
        assertThat(answers.predicted()).isZero();
    }

    @Test
    void shouldBeCompleteWhenTheRestAreDeadLetters() {
        // Given
        answers.add(prediction("a", "1"));

        // When, Then
        assertThat(answers.complete(Set.of("b"))).isFalse();
        assertThat(answers.complete(Set.of("b", "c"))).isTrue();
    }

    @Test
    void shouldCountSequencesByTheWholeTheirLengthsAndTheirPlaces() {
        // Given
        Answers sequences = new Answers(Map.of("a", List.of("1", "9", "2"), "b", List.of("7"), "c", List.of("4", "4")));

        // When: the first right, the second too long, the third not answered
        sequences.add(sequence("a", "1", "9", "2"));
        sequences.add(sequence("b", "7", "1"));

        // Then
        assertThat(sequences.accuracy()).isEqualTo(1 / 3.0);
        assertThat(sequences.lengthAccuracy()).isEqualTo(1 / 3.0);
        assertThat(sequences.placeAccuracy()).isEqualTo(4 / 6.0);
        assertThat(sequences.lengths(3).counts()).isDeepEqualTo(new long[][] {{0, 1, 0}, {0, 0, 0}, {0, 0, 1}});
    }

    private static Prediction sequence(String id, String... classes) {
        return Prediction.newBuilder()
                .setId(id)
                .addSequences(SequenceProbability.newBuilder().addAllSequence(List.of(classes)))
                .build();
    }

    private static Prediction prediction(String id, String label) {
        return Prediction.newBuilder()
                .setId(id)
                .setModelVersion("1")
                .addTop(ClassProbability.newBuilder().setLabel(label).setProbability(0.9f))
                .build();
    }
}
