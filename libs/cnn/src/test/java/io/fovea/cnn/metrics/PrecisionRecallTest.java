package io.fovea.cnn.metrics;

import static io.fovea.cnn.metrics.MetricRun.column;
import static io.fovea.cnn.metrics.MetricRun.labels;
import static io.fovea.cnn.metrics.MetricRun.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.fovea.cnn.HostTensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Beside numbers that numpy counted, as scikit-learn defines them. */
class PrecisionRecallTest {
    /** Of five classes, 3 occurs nowhere and 4 only among what is said. */
    private static final HostTensor TARGETS = labels(0, 0, 1, 1, 2, 2, 2, 0, 1);

    private static final HostTensor OUTPUTS = saying(0, 1, 1, 1, 0, 2, 2, 0, 4);
    private static final float[] WEIGHTS = {1, 1, 2, 1, 0.5f, 1, 1, 3, 1};

    @Test
    void shouldAverageOverClassesThatOccur() {
        check(Averaging.macro(), null, 7 / 12.0, 0.5, 8 / 15.0);
        check(Averaging.macro(), WEIGHTS, 0.6597222222222222, 0.5875, 0.6202485380116959);
    }

    @Test
    void shouldCountAllClassesTogether() {
        check(Averaging.micro(), null, 2 / 3.0, 2 / 3.0, 2 / 3.0);
        check(Averaging.micro(), WEIGHTS, 0.782608695652174, 0.782608695652174, 0.782608695652174);
    }

    @Test
    void shouldWeighClassesByTheirTargets() {
        check(Averaging.weighted(), null, 7 / 9.0, 2 / 3.0, 0.7111111111111111);
        check(Averaging.weighted(), WEIGHTS, 0.8647342995169083, 0.782608695652174, 0.8202390033053648);
    }

    @Test
    void shouldTellOfOneClass() {
        check(Averaging.ofClass(2), null, 1, 2 / 3.0, 0.8);
        check(Averaging.ofClass(3), null, 0, 0, 0);
        check(Averaging.ofClass(4), null, 0, 0, 0);
        assertThatThrownBy(() -> new Recall(Averaging.ofClass(5)).of(TARGETS, OUTPUTS))
                .hasMessage("There is no class 5 among 5.");
    }

    @Test
    void shouldTellOfYes() {
        // Given 2 true, 1 false positive, 1 false negative; 0 is not above 0
        HostTensor yes = column(1, 1, 1, 0, 0, 0);
        HostTensor logits = column(1e4f, 0.1f, 0, 3, -1e4f, 0);

        // When, Then
        assertThat(MetricRun.of(new Precision(), yes, logits, null)).isEqualTo(2 / 3.0);
        assertThat(MetricRun.of(new Recall(), yes, logits, null)).isEqualTo(2 / 3.0);
        assertThat(MetricRun.of(new F1Score(), yes, logits, null)).isEqualTo(2 / 3.0);
        assertThat(MetricRun.of(new Precision(), yes, logits, new float[] {1, 1, 1, 2, 1, 1}))
                .isEqualTo(0.5);
        assertThat(MetricRun.of(new Recall(), labels(1, 1, 0), rows(2, 0, 1, 1, 0, 0, 9), null))
                .isEqualTo(0.5); // of two classes
    }

    @Test
    void shouldTakeAnotherThreshold() {
        HostTensor yes = column(1, 1, 0, 0);
        Averaging logits = Averaging.binary(new Threshold(0.9, true)); // logit 2.197
        assertThat(new Precision(logits).of(yes, column(2.3f, 2.1f, 2.1f, 0))).isOne();
        assertThat(new Recall(logits).of(yes, column(2.3f, 2.1f, 2.1f, 0))).isEqualTo(0.5);
        Averaging probabilities = Averaging.binary(new Threshold(0.9, false));
        assertThat(new Recall(probabilities).of(yes, column(0.95f, 0.85f, 0.1f, 1)))
                .isEqualTo(0.5);
        assertThat(new Recall(probabilities).of(labels(1, 1), rows(2, 0.05f, 0.95f, 0.15f, 0.85f)))
                .isEqualTo(0.5);
        assertThatThrownBy(() -> new Threshold(1, true)).hasMessage("Expected a threshold in (0, 1), received 1.0.");
    }

    @Test
    void shouldBeZeroWhereNothingIsSaidOrNothingIsThere() {
        assertThat(new Precision().of(column(1, 0), column(-1, -1))).isZero();
        assertThat(new Recall().of(column(0, 0), column(1, -1))).isZero();
        assertThat(new F1Score().of(column(0, 0), column(-1, -1))).isZero();
        assertThat(new Precision().start().result()).isNaN();
        assertThat(new F1Score(Averaging.macro()).start().result()).isNaN();
    }

    @Test
    void shouldSayNothingForWhatIsNoNumber() {
        HostTensor outputs = rows(2, Float.NaN, 1, 0, 1, 1, 0);
        assertThat(new Precision(Averaging.micro()).of(labels(1, 1, 0), outputs))
                .isOne();
        assertThat(new Recall(Averaging.micro()).of(labels(1, 1, 0), outputs)).isEqualTo(2 / 3.0);
        assertThat(new Recall().of(column(1, 1), column(Float.NaN, 1))).isEqualTo(0.5);
    }

    @Test
    void shouldBeNamedByItsAverage() {
        assertThat(new F1Score().name()).isEqualTo("f1_score");
        assertThat(new F1Score(Averaging.macro()).name()).isEqualTo("macro_f1_score");
        assertThat(new Recall(Averaging.ofClass(3)).name()).isEqualTo("recall_of_3");
    }

    private static void check(
            Averaging averaging, float @Nullable [] weights, double precision, double recall, double f1) {
        assertThat(MetricRun.of(new Precision(averaging), TARGETS, OUTPUTS, weights))
                .isCloseTo(precision, offset(1e-15));
        assertThat(MetricRun.of(new Recall(averaging), TARGETS, OUTPUTS, weights))
                .isCloseTo(recall, offset(1e-15));
        assertThat(MetricRun.of(new F1Score(averaging), TARGETS, OUTPUTS, weights))
                .isCloseTo(f1, offset(1e-15));
    }

    /** Logits of five classes, the largest that of the class said. */
    private static HostTensor saying(int... said) {
        float[] logits = new float[said.length * 5];
        for (int i = 0; i < said.length; i++) {
            logits[i * 5 + said[i]] = 1;
        }
        return rows(5, logits);
    }
}
