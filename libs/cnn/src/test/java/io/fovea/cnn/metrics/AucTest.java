package io.fovea.cnn.metrics;

import static io.fovea.cnn.metrics.MetricRun.column;
import static io.fovea.cnn.metrics.MetricRun.labels;
import static io.fovea.cnn.metrics.MetricRun.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.fovea.cnn.HostTensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AucTest {
    private static final HostTensor SCORES = column(0.5f, 2, -1, 2, 0, 0.5f, -3, -0f, 4, -1);
    private static final HostTensor YES = column(1, 1, 0, 0, 0, 1, 0, 1, 1, 1);
    private static final float[] WEIGHTS = {1, 2, 0.5f, 1, 3, 0, 1, 1, 0.25f, 2};

    @Test
    void shouldBeMannAndWhitneysWithTiesByHalf() {
        assertThat(MetricRun.of(new Auc(), YES, SCORES, null)).isEqualTo(17.5 / 24); // scipy.stats.mannwhitneyu
        assertThat(MetricRun.of(new Auc(), YES, SCORES, WEIGHTS)).isCloseTo(0.6218181818181818, offset(1e-15));
    }

    @Test
    void shouldBeTheAveragePrecisionUnderPrecisionOverRecall() {
        Auc auc = Auc.precisionRecall();
        assertThat(MetricRun.of(auc, YES, SCORES, null)).isCloseTo(0.7746031746031746, offset(1e-15));
        assertThat(MetricRun.of(auc, YES, SCORES, WEIGHTS)).isCloseTo(0.6523621567670815, offset(1e-15));
        assertThat(auc.name()).isEqualTo("pr_auc");
    }

    @Test
    void shouldBeOneHalfWhereAllTieAndOneWhereTheOrderIsPerfect() {
        assertThat(new Auc().of(YES, column(new float[10]))).isEqualTo(0.5);
        assertThat(Auc.precisionRecall().of(YES, column(new float[10]))).isEqualTo(0.6);
        assertThat(new Auc().of(column(0, 1), column(-1e30f, 1e30f))).isOne();
        assertThat(new Auc().of(column(0, 1), column(1e4f, -1e4f))).isZero();
    }

    @Test
    void shouldOrderTwoClassesByTheirDifference() {
        // Given
        HostTensor logits = rows(2, 3, 5, 0, -1, 1e4f, 1e4f + 1);

        // When, Then
        assertThat(new Auc().of(labels(1, 0, 1), logits)).isOne();
        assertThat(new Auc().of(labels(1, 0, 0), logits)).isOne();
        assertThat(new Auc().of(labels(0, 0, 1), logits)).isEqualTo(0.5);
    }

    @Test
    void shouldTakeOneOutputAnExampleInAColumnOfItsOwn() {
        assertThat(new Auc().of(labels(0, 1, 1), rows(1, 1, 2, 0))).isEqualTo(0.5);
    }

    @Test
    void shouldBeNoNumberWithOneClassOnly() {
        assertThat(new Auc().of(column(1, 1), column(1, 2))).isNaN();
        assertThat(new Auc().of(column(0, 0), column(1, 2))).isNaN();
        assertThat(Auc.precisionRecall().of(column(1, 1), column(1, 2))).isOne();
        assertThat(Auc.precisionRecall().of(column(0, 0), column(1, 2))).isNaN();
        assertThat(new Auc().start().result()).isNaN();
        assertThat(new Auc().of(column(0, 1), column(1, Float.NaN))).isNaN();
    }

    @Test
    void shouldAgreeWithCountingPairs() {
        // Given
        SplittableRandom random = new SplittableRandom(1);
        float[] scores = new float[500];
        float[] yes = new float[scores.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = random.nextInt(-20, 20) / 4f;
            yes[i] = random.nextInt(3) == 0 ? 1 : 0;
        }

        // When
        double auc = MetricRun.of(new Auc(), column(yes), column(scores), null);

        // Then
        double right = 0;
        double pairs = 0;
        for (int i = 0; i < yes.length; i++) {
            for (int j = 0; j < yes.length; j++) {
                if (yes[i] > yes[j]) {
                    pairs++;
                    right += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }
        assertThat(auc).isEqualTo(right / pairs);
    }

    @Test
    void shouldSayWhatItCannotTake() {
        assertThatThrownBy(() -> new Auc().of(column(0.3f), column(1)))
                .hasMessage("Expected targets of 0 or 1, received 0.30000001192092896.");
        assertThatThrownBy(() -> new Auc().of(labels(0, 1), rows(3, 1, 2, 3, 4, 5, 6)))
                .hasMessageStartingWith("Expected targets in the shape of the outputs FLOAT32[2, 3]");
    }
}
