package io.fovea.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.proto.prediction.v1.ClassProbability;
import io.fovea.proto.prediction.v1.Prediction;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private final Answers answers = new Answers(Map.of("a", "1", "b", "2", "c", "2"));

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

    private static Prediction prediction(String id, String label) {
        return Prediction.newBuilder()
                .setId(id)
                .setModelVersion("1")
                .addTop(ClassProbability.newBuilder().setLabel(label).setProbability(0.9f))
                .build();
    }
}
