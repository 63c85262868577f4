package io.fovea.cnn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.InferenceModel;
import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;

/** In float32, where oneDNN's kernels are; {@code LayerGradientsTest} reaches those of float64 only. */
class MaxPooling2DGradientTest {
    private static final int ROWS = 7;
    private static final int COLUMNS = 8;

    @ParameterizedTest
    @CsvSource({"2, 2, VALID", "3, 1, VALID", "3, 2, SAME", "2, 1, SAME"})
    void shouldSendTheGradientToTheLargestOfEachWindow(int size, int strides, Padding padding) {
        // Given: no two values alike, and one score that weighs each window
        float[] values = shuffled();
        Model model = Model.of(Input.float32("image", Shape.of(ROWS, COLUMNS, 1))
                .then(new MaxPooling2D(size).strides(strides).padding(padding).named("pool"))
                .then(new Flatten())
                .then(new Dense(1).named("score")));
        try (InferenceModel network = model.inference(Options.seed(2))) {
            float[] weights = network.weights().get("score/kernel").toFloats();
            Shape pooled = model.layer("pool").output().shape();

            // When
            float[] slopes = network.explain(HostTensor.float32(new long[] {1, ROWS, COLUMNS, 1}, values))
                    .saliency()
                    .toFloats();

            // Then
            double[] expected = new double[ROWS * COLUMNS];
            for (int window = 0; window < weights.length; window++) {
                int row = (int) (window / pooled.get(1)) * strides - before(ROWS, size, strides, padding);
                int column = (int) (window % pooled.get(1)) * strides - before(COLUMNS, size, strides, padding);
                expected[largest(values, row, column, size)] += weights[window];
            }
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) slopes[i]).as("pixel %d", i).isCloseTo(Math.abs(expected[i]), offset(1e-6));
            }
        }
    }

    /** How many places of padding TensorFlow puts before the first. */
    private static int before(int count, int size, int strides, Padding padding) {
        int windows = (count + strides - 1) / strides;
        return padding == Padding.VALID ? 0 : Math.max(0, (windows - 1) * strides + size - count) / 2;
    }

    private static int largest(float[] values, int top, int left, int size) {
        int best = -1;
        for (int row = Math.max(0, top); row < Math.min(ROWS, top + size); row++) {
            for (int column = Math.max(0, left); column < Math.min(COLUMNS, left + size); column++) {
                int at = row * COLUMNS + column;
                best = best < 0 || values[at] > values[best] ? at : best;
            }
        }
        return best;
    }

    private static float[] shuffled() {
        SplittableRandom random = new SplittableRandom(4);
        float[] values = new float[ROWS * COLUMNS];
        for (int i = 0; i < values.length; i++) {
            int j = random.nextInt(i + 1);
            values[i] = values[j];
            values[j] = i - 20; // below 0 too, where padding with zeros would win
        }
        return values;
    }
}
