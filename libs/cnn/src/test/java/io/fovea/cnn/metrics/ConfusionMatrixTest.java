package io.fovea.cnn.metrics;

import static io.fovea.cnn.metrics.MetricRun.labels;
import static io.fovea.cnn.metrics.MetricRun.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cnn.data.ArrayDataset;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
    private final ConfusionMatrix matrix = new ConfusionMatrix(3);

    @Test
    void shouldCountWhatWasTakenForWhat() {
        // When: 0 as 0, 0 as 1 (the first of a tie), 1 as 1, and one of 1 that is no number
        matrix.add(labels(0, 0, 1), rows(3, 9, 0, 0, 1, 2, 2, 0, 1, 0), null);
        matrix.add(labels(1), rows(3, 0, Float.NaN, 0), new float[] {2});

        // Then
        assertThat(matrix.count(0, 0)).isOne();
        assertThat(matrix.count(0, 1)).isOne();
        assertThat(matrix.count(1, 1)).isOne();
        assertThat(matrix.undecided(1)).isEqualTo(2);
        assertThat(matrix.of(0)).isEqualTo(new ClassCounts(1, 0, 1));
        assertThat(matrix.of(1)).isEqualTo(new ClassCounts(1, 1, 2));
        assertThat(matrix.of(1).precision()).isEqualTo(0.5);
        assertThat(matrix.of(1).recall()).isEqualTo(1 / 3.0);
        assertThat(matrix.of(1).f1()).isEqualTo(0.4);
        assertThat(matrix.accuracy()).isEqualTo(2 / 5.0);
    }

    @Test
    void shouldHaveZerosForAClassThatIsNowhere() {
        matrix.add(labels(0), rows(3, 1, 0, 0), null);
        assertThat(matrix.of(2)).isEqualTo(new ClassCounts(0, 0, 0));
        assertThat(matrix.of(2).f1()).isZero();
        assertThat(matrix.of(2).occurs()).isFalse();
        assertThat(new ConfusionMatrix(2).accuracy()).isNaN();
    }

    @Test
    void shouldGoThroughADataSet() {
        ArrayDataset dataset = new ArrayDataset(rows(3, 9, 0, 0, 0, 5, 0, 0, 1, 0), new long[] {0, 1, 2});
        ConfusionMatrix all = ConfusionMatrix.of(3, inputs -> inputs, dataset, 2);
        assertThat(all.count(2, 1)).isOne();
        assertThat(all.accuracy()).isEqualTo(2 / 3.0);
    }

    @Test
    void shouldRefuseOtherClasses() {
        assertThatThrownBy(() -> matrix.add(labels(0), rows(2, 1, 0), null))
                .hasMessage("Expected outputs of 3 classes, received FLOAT32[1, 2].");
        assertThatThrownBy(() -> new ConfusionMatrix(1)).hasMessage("Expected two classes or more, received 1.");
    }
}
