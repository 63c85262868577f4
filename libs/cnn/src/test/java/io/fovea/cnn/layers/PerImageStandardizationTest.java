package io.fovea.cnn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.InferenceModel;
import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class PerImageStandardizationTest {

    /** By hand: 2, 4, 4, 6 have mean 4 and variance 2; four equal values have deviation 0, and 1 / sqrt(4) counts instead. */
    @Test
    void shouldTakeEachExamplesOwnMeanAndDeviation() {
        assertThat(standardized(2, 4, 4, 6, 9, 9, 9, 9))
                .usingComparatorWithPrecision(1e-5f)
                .containsExactly(-1.414214f, 0, 0, 1.414214f, 0, 0, 0, 0);
        assertThat(standardized(0, 0, 0, 0.4f, 1, 1, 1, 1)[3]).isCloseTo(0.6f, within(1e-5f));
    }

    private static float[] standardized(float... values) {
        Model model = Model.of(Input.float32("x", Shape.of(2, 2, 1)).then(new PerImageStandardization()));
        try (InferenceModel ready = model.inference(Options.seed(1))) {
            return ready.predict(HostTensor.float32(new long[] {2, 2, 2, 1}, values))
                    .toFloats();
        }
    }
}
