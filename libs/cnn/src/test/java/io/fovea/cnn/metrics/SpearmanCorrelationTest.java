package io.fovea.cnn.metrics;

import static io.fovea.cnn.metrics.MetricRun.column;
import static io.fovea.cnn.metrics.MetricRun.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.fovea.cnn.HostTensor;
import org.junit.jupiter.api.Test;

class SpearmanCorrelationTest {
    private static final HostTensor TARGETS = column(1, 2, 2, 3, 5, 5, 5, -1);
    private static final HostTensor OUTPUTS = column(2, 1, 4, 4, 4, 9, 7, 0.5f);

    private final Metric spearman = new SpearmanCorrelation();

    @Test
    void shouldBeScipysWithTiesByMeanRank() {
        assertThat(MetricRun.of(spearman, TARGETS, OUTPUTS, null)).isCloseTo(0.8679416943609327, offset(1e-15));
    }

    @Test
    void shouldCountAnExampleOfWeightTwoAsTwo() { // scipy.stats.spearmanr of the repeated examples
        float[] weights = {1, 2, 1, 3, 1, 1, 2, 1};
        assertThat(MetricRun.of(spearman, TARGETS, OUTPUTS, weights)).isCloseTo(0.8797241148891529, offset(1e-15));
    }

    @Test
    void shouldDependOnTheOrderAlone() {
        assertThat(spearman.of(column(-1e30f, 0, 1, 1e30f), column(1, 2, 3, 4))).isCloseTo(1, offset(1e-15));
        assertThat(spearman.of(column(4, 3, 2, 1), column(0.1f, 0.2f, 7, 1e4f))).isCloseTo(-1, offset(1e-15));
        assertThat(spearman.of(column(-0f, 0, 1), column(0, -0f, 1))).isCloseTo(1, offset(1e-15));
    }

    @Test
    void shouldBeNoNumberWhereThereIsNoOrder() {
        assertThat(spearman.of(column(1, 1, 1), column(1, 2, 3))).isNaN();
        assertThat(spearman.of(column(1, 2, 3), column(0, -0f, 0))).isNaN();
        assertThat(spearman.of(column(1), column(1))).isNaN();
        assertThat(spearman.of(column(1, 2), column(1, Float.NaN))).isNaN();
        assertThat(spearman.start().result()).isNaN();
        assertThat(MetricRun.of(spearman, column(1, 2, 3), column(1, 2, 3), new float[] {1, 0, 0}))
                .isNaN();
    }

    @Test
    void shouldRankOneOutputAnExample() {
        assertThat(spearman.of(rows(1, 1, 2, 3), rows(1, 4, 5, 6))).isCloseTo(1, offset(1e-15));
        assertThatThrownBy(() -> spearman.of(rows(2, 1, 2), rows(2, 1, 2)))
                .hasMessage("Expected one output an example, received FLOAT32[1, 2]. Rank each output by itself.");
    }
}
