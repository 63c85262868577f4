package io.fovea.evaluation.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FeatureBaselinesTest {

    /**
     * One feature, rows -1 and 1 in the classes 0 and 1, penalty 1: by symmetry the coefficients are -w and w, and the gradient of the
     * loss 2 log(1 + exp(-2w)) + w squared is 0 where w = 2 / (1 + exp(2w)), which is 0.43786.
     */
    @Test
    void shouldFindTheMinimumThatIsKnownByHand() {
        // Given
        var features = new Features(new float[] {-1, 1}, 1);

        // When
        double[] coefficients = LogisticRegression.fit(features, new int[] {0, 1}, new int[] {0, 1}, 2, 1)
                .coefficients();

        // Then
        double w = coefficients[2];
        assertThat(w).isEqualTo(2 / (1 + Math.exp(2 * w)), Offset.offset(1e-5));
        assertThat(coefficients[0]).isEqualTo(-w, Offset.offset(1e-6));
    }

    @Test
    void shouldEndWhereNoCoefficientWantsToMove() {
        // Given
        Random random = new Random(4);
        int rows = 90;
        float[] values = new float[rows * 4];
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            labels[row] = row % 3;
            for (int column = 0; column < 4; column++) {
                values[row * 4 + column] = (float) random.nextGaussian() + (column == labels[row] ? 1 : 0);
            }
        }

        // When
        double[] fitted = LogisticRegression.fit(
                        new Features(values, 4), IntStream.range(0, rows).toArray(), labels, 3, 1)
                .coefficients();

        // Then
        double least = loss(values, labels, fitted);
        for (int i = 0; i < fitted.length; i++) {
            for (double step : new double[] {-0.01, 0.01}) {
                double[] moved = fitted.clone();
                moved[i] += step;
                assertThat(loss(values, labels, moved)).as("coefficient %d", i).isGreaterThan(least);
            }
        }
    }

    /** The loss as its definition says, of features standardised here. */
    private static double loss(float[] values, int[] labels, double[] coefficients) {
        int rows = labels.length;
        double[] mean = new double[4];
        double[] deviation = new double[4];
        for (int column = 0; column < 4; column++) {
            for (int row = 0; row < rows; row++) {
                mean[column] += values[row * 4 + column] / (double) rows;
            }
            for (int row = 0; row < rows; row++) {
                deviation[column] += Math.pow(values[row * 4 + column] - mean[column], 2) / rows;
            }
        }
        double loss = 0;
        for (int row = 0; row < rows; row++) {
            double[] logit = new double[3];
            for (int label = 0; label < 3; label++) {
                logit[label] = coefficients[label * 5 + 4];
                for (int column = 0; column < 4; column++) {
                    logit[label] += coefficients[label * 5 + column]
                            * (values[row * 4 + column] - mean[column])
                            / Math.sqrt(deviation[column]);
                }
            }
            loss -= Math.log(
                    Math.exp(logit[labels[row]]) / (Math.exp(logit[0]) + Math.exp(logit[1]) + Math.exp(logit[2])));
        }
        for (int i = 0; i < coefficients.length; i++) {
            loss += i % 5 == 4 ? 0 : coefficients[i] * coefficients[i] / 2;
        }
        return loss;
    }

    @Test
    void shouldAskTheNearest() {
        // Given
        var features = new Features(new float[] {0, 1, 2, 10, 11, 1.5f, 10.4f}, 1);
        int[] labels = {0, 0, 0, 1, 1, 0, 1};

        // When
        NearestNeighbours three = NearestNeighbours.of(features, new int[] {0, 1, 2, 3, 4}, labels, 2, 3);

        // Then
        assertThat(three.predict(5)).isZero();
        assertThat(three.predict(6)).isEqualTo(1);
    }

    @Test
    void shouldGiveTheClassOfTheNearestWhereVotesAreEqual() {
        // Given
        var features = new Features(new float[] {0, 3, 2}, 1);

        // When, Then
        assertThat(NearestNeighbours.of(features, new int[] {0, 1}, new int[] {0, 1, 1}, 2, 2)
                        .predict(2))
                .isEqualTo(1);
    }

    @Test
    void shouldSayHowOftenEachLearnerIsRight() {
        // Given
        var features = new Features(new float[] {0, 1, 9, 10, 0.5f, 9.5f, 0.4f}, 1);
        int[] labels = {0, 0, 1, 1, 0, 1, 1};

        // When
        Map<String, Double> accuracies =
                new FeatureBaselines(features, labels, 2).accuracies(new int[] {0, 1, 2, 3}, new int[] {4, 5, 6});

        // Then
        assertThat(accuracies).containsOnlyKeys(FeatureBaselines.LOGISTIC, FeatureBaselines.NEIGHBOURS);
        assertThat(accuracies.get(FeatureBaselines.LOGISTIC)).isEqualTo(2.0 / 3);
    }
}
