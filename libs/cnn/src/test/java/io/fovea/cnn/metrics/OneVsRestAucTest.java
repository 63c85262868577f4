package io.fovea.cnn.metrics;

import static io.fovea.cnn.metrics.MetricRun.labels;
import static io.fovea.cnn.metrics.MetricRun.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.fovea.cnn.HostTensor;
import org.junit.jupiter.api.Test;

/** The figures of 24 examples are scikit-learn 1.9.1's, of the softmax in double precision. */
class OneVsRestAucTest {
    private static final HostTensor LOGITS = rows(
            4, -1.6f, -2.6f, -0.5f, 0.8f, 2.3f, 0.2f, -1.1f, -1.6f, 1.5f, 3.3f, 0.5f, -2.5f, -1.9f, 3.2f, 0.4f, -3.5f,
            -0.2f, -2.3f, -1.3f, -1f, -1.4f, 1.1f, -0.1f, -1.2f, 0.8f, 1.7f, -3.3f, -0.5f, -2f, -0.3f, -2.6f, 0f, -0.1f,
            -0.6f, -2.1f, -0.8f, -2.2f, -2.7f, 0.4f, -2.2f, 2.3f, 1.4f, -4f, 0.5f, -2.2f, 0.1f, 0.1f, -4f, -0.5f, -0.5f,
            1.9f, -2.4f, 1.5f, -2.2f, -0.7f, -1.7f, 2.9f, 1.1f, 4.9f, 1.3f, 1.7f, 1.7f, -1.2f, -0.1f, 2.7f, -0.8f, 0.4f,
            -0f, 1.2f, -0.7f, -0.3f, 0.5f, 0.2f, -1.7f, 1.8f, -2.6f, -2.4f, -2.6f, 1.9f, -0.7f, -1.9f, -2.3f, 0.8f,
            -2.1f, -2.5f, 1.2f, -2.4f, -0.6f, -0f, -0.9f, -0.1f, 2.7f, -1f, -2.5f, -3.7f, -0.4f);
    private static final HostTensor CLASSES =
            labels(3, 3, 0, 0, 2, 1, 1, 0, 0, 3, 3, 3, 2, 0, 1, 2, 3, 1, 2, 1, 2, 2, 2, 0);
    private static final float[] WEIGHTS = {3, 3, 3, 1, 2, 2, 1, 1, 3, 1, 3, 1, 2, 2, 1, 3, 2, 3, 1, 2, 2, 2, 1, 3};

    @Test
    void shouldBeScikitLearnsRocAucScoreOfTheSoftmax() {
        OneVsRestAuc auc = new OneVsRestAuc();
        assertThat(MetricRun.of(auc, CLASSES, LOGITS, null)).isCloseTo(0.4989678034956673, offset(1e-12));
        assertThat(MetricRun.of(auc, CLASSES, LOGITS, WEIGHTS)).isCloseTo(0.5089133089133089, offset(1e-12));
        assertThat(auc.name()).isEqualTo("macro_auc");
    }

    @Test
    void shouldBeTheMeanAveragePrecisionUnderPrecisionOverRecall() {
        Metric auc = new OneVsRestAuc(Auc.Curve.PRECISION_RECALL, true, "macro_pr_auc");
        assertThat(MetricRun.of(auc, CLASSES, LOGITS, null)).isCloseTo(0.3179719521410025, offset(1e-12));
    }

    @Test
    void shouldTakeProbabilitiesByTheirOwnOrder() {
        assertThat(MetricRun.of(new OneVsRestAuc().fromLogits(false), CLASSES, LOGITS, null))
                .isCloseTo(0.5362226030763182, offset(1e-12));
    }

    @Test
    void shouldLeaveOutAClassThatOccursNowhere() {
        // Given: the 19 examples that are not of the last class
        float[] others = new float[24];
        long[] classes = CLASSES.toLongs();
        for (int i = 0; i < others.length; i++) {
            others[i] = classes[i] == 3 ? 0 : 1;
        }

        // When, Then
        assertThat(MetricRun.of(new OneVsRestAuc(), CLASSES, LOGITS, others))
                .isCloseTo(0.5233821733821733, offset(1e-12));
    }

    @Test
    void shouldBeAucWithTwoClasses() {
        HostTensor logits = rows(2, 3, 5, 0, -1, 1, 2, 4, 4.5f);
        HostTensor right = labels(1, 0, 0, 1);
        assertThat(new OneVsRestAuc().of(right, logits)).isEqualTo(new Auc().of(right, logits));
    }

    @Test
    void shouldRankLogitsWhoseProbabilitiesRoundToOne() {
        HostTensor extreme = rows(3, 200, 0, 0, 300, 0, 0, 1e30f, 0, 0, -1e30f, 0, 0);
        assertThat(new OneVsRestAuc().of(labels(1, 0, 0, 1), extreme)).isOne(); // and by their own logits 0.75
    }

    @Test
    void shouldBeNoNumberWhereNoClassHasAnArea() {
        assertThat(new OneVsRestAuc().of(labels(1, 1), rows(3, 1, 2, 3, 4, 5, 6)))
                .isNaN();
        assertThat(new OneVsRestAuc().start().result()).isNaN();
        assertThat(new OneVsRestAuc().of(labels(1, 0), rows(3, 1, 2, Float.NaN, 4, 5, 6)))
                .isNaN();
    }

    @Test
    void shouldSayWhichClassesThereAre() {
        assertThatThrownBy(() -> new OneVsRestAuc().of(labels(3), rows(3, 1, 2, 3)))
                .hasMessage("Expected class numbers from 0 to 2, received 3.");
    }
}
