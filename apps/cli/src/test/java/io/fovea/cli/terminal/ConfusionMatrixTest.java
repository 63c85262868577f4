package io.fovea.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

    private final ConfusionMatrix matrix = new ConfusionMatrix(List.of("cat", "dog"), new long[][] {{1200, 3}, {0, 7}});

    @Test
    void shouldCountWhatIsOnTheDiagonal() {
        assertThat(matrix.accuracy()).isEqualTo(1207.0 / 1210);
        assertThat(matrix.recall(0)).isEqualTo(1200.0 / 1203);
        assertThat(matrix.recall(1)).isEqualTo(1);
    }

    @Test
    void shouldDrawActualByRowAndAnsweredByColumn() {
        // When
        var lines = matrix.lines(Ink.PLAIN, Glyphs.ASCII);

        // Then
        assertThat(lines)
                .containsExactly(
                        "actual     cat    dog   recall", // columns as wide as the widest count
                        "cat      1,200      3   99.8 %",
                        "dog          .      7  100.0 %");
    }

    @Test
    void shouldListTheMostConfusedOfManyClasses() {
        // Given
        List<String> labels = IntStream.range(0, 30).mapToObj(i -> "c" + i).toList();
        long[][] counts = new long[30][30];
        counts[3][4] = 5;
        counts[7][1] = 9;

        // When
        var lines = new ConfusionMatrix(labels, counts).lines(Ink.PLAIN, Glyphs.ASCII);

        // Then
        assertThat(lines)
                .containsExactly(
                        "actual  answered  times",
                        "------  --------  -----",
                        "c7      c1            9",
                        "c3      c4            5");
    }

    @Test
    void shouldHaveNoAccuracyWithoutAnswers() {
        assertThat(new ConfusionMatrix(List.of("cat"), new long[][] {{0}}).accuracy())
                .isNaN();
    }
}
