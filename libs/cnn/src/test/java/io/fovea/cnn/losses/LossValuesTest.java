package io.fovea.cnn.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.fovea.cnn.HostTensor;
import org.junit.jupiter.api.Test;

/**
 * Losses beside numbers that others computed: TensorFlow.js 4.22 ({@code tf.losses}, {@code tf.metrics}, in float32), and where it has
 * none Keras' formulas written down in numpy, in float64, bounded probabilities in float32.
 */
class LossValuesTest {
    private static final float[][] LOGITS = {{0.5f, -1.25f, 2}, {3, 3, -1}, {-0.75f, 0.1f, 0.2f}};
    private static final float[][] PROBABILITIES = {{0.2f, 0.3f, 0.5f}, {0, 1, 0}, {1, 0, 3}};
    private static final float[][] ONE_HOT = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    private static final float[][] SOFT = {{0.2f, 0.5f, 0.3f}, {1, 0, 0}, {0, 0, 1}};
    private static final float[][] YES = {{1, 0, 0}, {0, 1, 1}, {0.25f, 0, 1}};

    @Test
    void shouldBeTensorFlowJsCategoricalCrossentropy() {
        CategoricalCrossentropy loss = new CategoricalCrossentropy();
        check(loss, ONE_HOT, LOGITS, 1.7326219, 0.7022634, 0.8292410);
        check(loss.labelSmoothing(0.1), ONE_HOT, LOGITS, 1.7409552, 0.8355967, 0.8642410);
        check(loss.labelSmoothing(0.2), SOFT, LOGITS, 2.0892885, 0.9689301, 0.8992410);
        assertThat(LossRun.of(loss.labelSmoothing(0.1), ONE_HOT, LOGITS).gradient())
                .containsExactly(
                        new float[] {
                            -0.7565131f,
                            -0.0026066f,
                            0.7591197f,
                            0.4621293f,
                            -0.4378707f,
                            -0.0242586f,
                            0.1354329f,
                            0.3615200f,
                            -0.4969530f
                        },
                        offset(2e-7f));
    }

    @Test
    void shouldBeTheSameForClassNumbers() {
        // Given
        SparseCategoricalCrossentropy loss = new SparseCategoricalCrossentropy().labelSmoothing(0.1);

        // When
        LossRun run = LossRun.of(loss, new long[] {0, 1, 2}, LOGITS);

        // Then
        close(run.perExample(), 1.7409552, 0.8355967, 0.8642410);
        assertThat(run.hits()).containsExactly(0, 0, 1); // the first of a tie
        close(
                LossRun.of(new SparseCategoricalCrossentropy().fromLogits(false), new long[] {0, 1, 2}, PROBABILITIES)
                        .perExample(),
                1.6094379,
                1e-7,
                0.2876821);
    }

    @Test
    void shouldNormalizeAndBoundProbabilitiesAsKeras() {
        CategoricalCrossentropy loss = new CategoricalCrossentropy().fromLogits(false);
        check(loss, ONE_HOT, PROBABILITIES, 1.6094379, 1e-7, 0.2876821);
        check(loss.labelSmoothing(0.1), ONE_HOT, PROBABILITIES, 1.5653794, 1.0745398, 0.8519830);
    }

    @Test
    void shouldBeTensorFlowJsBinaryCrossentropy() {
        BinaryCrossentropy loss = new BinaryCrossentropy();
        check(loss, YES, LOGITS, 0.9509780, 1.4701455, 0.6389688);
        check(loss.labelSmoothing(0.1), YES, LOGITS, 0.9468114, 1.4534788, 0.6468855);
    }

    @Test
    void shouldBoundProbabilitiesOfYesAsKeras() {
        float[][] probabilities = {{0.2f, 0.3f, 0.5f}, {0, 1, 0}, {1, 0, 0.25f}};
        check(new BinaryCrossentropy().fromLogits(false), YES, probabilities, 0.8864200, 5.3726986, 4.4476943);
        check(new BinaryFocalCrossentropy().fromLogits(false), YES, probabilities, 0.4118093, 5.3726975, 2.5018280);
    }

    @Test
    void shouldBeKerasBinaryFocalCrossentropy() {
        BinaryFocalCrossentropy loss = new BinaryFocalCrossentropy();
        check(loss, YES, LOGITS, 0.5767154, 1.1560860, 0.1410386);
        check(loss.gamma(0.5), YES, LOGITS, 0.8021068, 1.3696213, 0.4362116);
        check(loss.gamma(1.5).alpha(0.25).labelSmoothing(0.1), YES, LOGITS, 0.3996027, 0.6748905, 0.1174886);
        check(loss.gamma(0), YES, LOGITS, 0.9509780, 1.4701455, 0.6389688);
    }

    @Test
    void shouldBeKerasCategoricalFocalCrossentropy() {
        CategoricalFocalCrossentropy loss = new CategoricalFocalCrossentropy();
        check(loss, ONE_HOT, LOGITS, 0.2935170, 0.0446917, 0.0658556);
        close(LossRun.of(loss.sparse(), new long[] {0, 1, 2}, LOGITS).perExample(), 0.2935170, 0.0446917, 0.0658556);
        check(loss.gamma(0).alpha(1), ONE_HOT, LOGITS, 1.7326219, 0.7022634, 0.8292410);
        check(
                loss.gamma(0.5).alpha(0.2, 0.3, 0.5).labelSmoothing(0.1),
                ONE_HOT,
                LOGITS,
                0.3294923,
                0.2210106,
                0.3085661);
    }

    @Test
    void shouldBeTensorFlowJsRegressionLosses() {
        check(new MeanSquaredError(), YES, LOGITS, 1.9375, 5.6666670, 0.55);
        check(new MeanAbsoluteError(), YES, LOGITS, 1.25, 2.3333333, 0.6333334);
        check(new Huber(), YES, LOGITS, 0.7916667, 1.8333333, 0.275);
        check(new Huber(2), YES, LOGITS, 0.96875, 2.6666667, 0.275);
    }

    @Test
    void shouldTakeTheMeanOverThePlacesOfAnExample() {
        // Given the three examples above as one with three places
        HostTensor outputs = HostTensor.float32(new long[] {1, 3, 3}, 0.5f, -1.25f, 2, 3, 3, -1, -0.75f, 0.1f, 0.2f);
        HostTensor labels = HostTensor.int64(new long[] {1, 3}, 0, 1, 2);
        HostTensor oneHot = HostTensor.float32(new long[] {1, 3, 3}, 1, 0, 0, 0, 1, 0, 0, 0, 1);
        double mean = (1.7326219 + 0.7022634 + 0.8292410) / 3;

        // When
        LossRun sparse = LossRun.of(new SparseCategoricalCrossentropy(), labels, outputs);
        LossRun categorical = LossRun.of(new CategoricalCrossentropy(), oneHot, outputs);

        // Then
        close(sparse.perExample(), mean);
        close(categorical.perExample(), mean);
        assertThat(sparse.hits()).containsExactly(1 / 3f);
        close(
                LossRun.of(new CategoricalFocalCrossentropy(), oneHot, outputs).perExample(),
                (0.2935170 + 0.0446917 + 0.0658556) / 3);
        close(LossRun.of(new MeanSquaredError(), oneHot, outputs).perExample(), meanOfSquares());
    }

    @Test
    void shouldCountWhatIsRight() {
        assertThat(LossRun.of(new CategoricalCrossentropy(), ONE_HOT, LOGITS).hits())
                .containsExactly(0, 0, 1);
        assertThat(LossRun.of(new BinaryCrossentropy(), YES, new float[][] {{1, -1, 1}, {0, 0, 2}, {1, 2, 3}})
                        .hits())
                .containsExactly(new float[] {2 / 3f, 2 / 3f, 1 / 3f}, offset(1e-6f));
        assertThat(LossRun.of(new MeanSquaredError(), YES, LOGITS).hits()).containsExactly(-1); // none
    }

    private static double meanOfSquares() {
        return (0.25 + 1.5625 + 4 + 9 + 4 + 1 + 0.5625 + 0.01 + 0.64) / 9;
    }

    private static void check(Loss loss, float[][] targets, float[][] outputs, double... expected) {
        close(LossRun.of(loss, targets, outputs).perExample(), expected);
    }

    private static void close(float[] actual, double... expected) {
        assertThat(actual).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i]).as("example %d", i).isCloseTo(expected[i], offset(1e-6 * (1 + expected[i])));
        }
    }
}
