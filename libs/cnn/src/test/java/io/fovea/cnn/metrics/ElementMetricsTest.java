package io.fovea.cnn.metrics;

import static io.fovea.cnn.metrics.MetricRun.column;
import static io.fovea.cnn.metrics.MetricRun.labels;
import static io.fovea.cnn.metrics.MetricRun.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.fovea.cnn.HostTensor;
import org.junit.jupiter.api.Test;

/** Metrics that are means, by hand. */
class ElementMetricsTest {
    @Test
    void shouldTakeTheMeanOfDifferences() {
        HostTensor targets = rows(2, 1, 2, 3, 4);
        HostTensor outputs = rows(2, 1, 4, 0, 4.5f);
        assertThat(MetricRun.of(new MeanSquaredError(), targets, outputs, null)).isEqualTo((4 + 9 + 0.25) / 4);
        assertThat(MetricRun.of(new MeanAbsoluteError(), targets, outputs, null))
                .isEqualTo(5.5 / 4);
        assertThat(MetricRun.of(new MeanAbsoluteError(), targets, outputs, new float[] {3, 1}))
                .isEqualTo((3 * 2 + 3.5) / 8);
        assertThat(new MeanSquaredError().of(column(-1e30f), column(1e30f))).isCloseTo(4e60, offset(1e54));
        assertThatThrownBy(() -> new MeanSquaredError().of(column(1, 2), rows(1, 1, 2)))
                .hasMessage(
                        "Expected targets and outputs FLOAT32 of one shape, received FLOAT32[2] and FLOAT32[2, 1].");
    }

    @Test
    void shouldCountAllThatShareTheLastPlace() {
        // Given two larger than the right one, one equal
        HostTensor outputs = rows(5, 3, 4, 2, 2, 1);

        // When, Then
        assertThat(new TopKCategoricalAccuracy(2).of(labels(2), outputs)).isZero();
        assertThat(new TopKCategoricalAccuracy(3).of(labels(2), outputs)).isOne();
        assertThat(new TopKCategoricalAccuracy(3).of(labels(3), outputs)).isOne();
        assertThat(new TopKCategoricalAccuracy(9).of(labels(4), outputs)).isOne();
        assertThat(new TopKCategoricalAccuracy(1).of(rows(5, 0, 1, 0, 0, 0), outputs))
                .isOne();
        assertThat(new TopKCategoricalAccuracy(9).of(labels(0), rows(2, 1, Float.NaN)))
                .isZero();
        assertThat(new TopKCategoricalAccuracy(5).name()).isEqualTo("top_5_accuracy");
        assertThatThrownBy(() -> new TopKCategoricalAccuracy(0)).hasMessage("Expected a k of 1 or more, received 0.");
    }

    @Test
    void shouldCompareYesAndNoWithTheThreshold() {
        HostTensor yes = rows(2, 1, 0, 1, 0);
        assertThat(MetricRun.of(new BinaryAccuracy(), yes, rows(2, 1e4f, 0, 0, 1e-30f), null))
                .isEqualTo(0.5);
        assertThat(MetricRun.of(new BinaryAccuracy(), yes, rows(2, 1e4f, 0, 0, 1), new float[] {3, 1}))
                .isEqualTo(0.75);
        assertThat(new BinaryAccuracy(new Threshold(0.5, false)).of(yes, rows(2, 0.6f, 0.5f, 0.5f, 0.4f)))
                .isEqualTo(0.75);
        assertThat(new BinaryAccuracy().of(labels(1, 0, 1), rows(2, 0, 1, 0, 1, 1, 0)))
                .isEqualTo(1 / 3.0);
        assertThat(new BinaryAccuracy().of(column(1, 0), column(Float.NaN, Float.NaN)))
                .isZero();
    }
}
