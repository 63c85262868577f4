package io.fovea.cnn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.InferenceModel;
import io.fovea.cnn.Input;
import io.fovea.cnn.Layer;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** What TensorFlow.js has otherwise than Keras, or not at all, worked out by hand. */
class LayerValuesTest {
    @Test
    void shouldSeeOnlyThePastWhenCausal() {
        // Given a kernel of 2 steps, 2 apart: 10 times the step two before, and the step itself
        Conv1D layer = new Conv1D(1, 2).dilation(2).causal();
        Model model = Model.of(Input.float32("x", Shape.of(5, 1)).then(layer));
        layer.weights().get(0).set(HostTensor.float32(new long[] {2, 1, 1}, 10, 1));

        // When, Then
        assertThat(answers(model, new long[] {1, 5, 1}, 1, 2, 3, 4, 5)).containsExactly(1, 2, 13, 24, 35);
    }

    @Test
    void shouldRaiseAHardSigmoidAsKeras3() {
        assertThat(answers(new ActivationLayer(Activation.HARD_SIGMOID), Shape.of(4), -4, 0, 1.5f, 9))
                .containsExactly(new float[] {0, 0.5f, 0.75f, 1}, offset(1e-6f));
        assertThat(answers(new ActivationLayer(Activation.HARD_SILU), Shape.of(4), -4, 0, 1.5f, 9))
                .containsExactly(new float[] {0, 0, 1.125f, 9}, offset(1e-6f));
    }

    @Test
    void shouldUpsampleBilinearlyFromPixelCentres() {
        assertThat(answers(new UpSampling2D(2, Interpolation.BILINEAR), Shape.of(1, 2, 1), 0, 4))
                .containsExactly(0, 1, 3, 4, 0, 1, 3, 4);
    }

    @Test
    void shouldResizeToTheNearestPixel() {
        assertThat(answers(new Resizing(1, 2, Interpolation.NEAREST), Shape.of(1, 4, 1), 0, 1, 2, 3))
                .containsExactly(1, 3);
    }

    @Test
    void shouldDivideByTheNeighbouringChannels() {
        // Given (2 + 0.5 * (1 + 4))^-0.5 for the first of two channels, likewise for the second
        float factor = (float) (1 / Math.sqrt(4.5));

        // When, Then
        assertThat(answers(new LocalResponseNormalization(1, 2, 0.5, 0.5), Shape.of(1, 1, 2), 1, 2))
                .containsExactly(new float[] {factor, 2 * factor}, offset(1e-6f));
    }

    @Test
    void shouldNormalizeWithWhatItWasGiven() {
        assertThat(answers(new Normalization(new float[] {1, 2}, new float[] {4, 9}), Shape.of(2), 5, 5))
                .containsExactly(2, 1);
    }

    @Test
    void shouldPreprocessAsKerasDoes() {
        // Given one RGB pixel
        Shape pixel = Shape.of(1, 1, 3);

        // When, Then
        assertThat(answers(new ImageNetPreprocessing(ImageNetPreprocessing.Mode.CAFFE), pixel, 255, 128, 0))
                .containsExactly(new float[] {-103.939f, 11.221f, 131.32f}, offset(1e-3f));
        assertThat(answers(new ImageNetPreprocessing(ImageNetPreprocessing.Mode.TF), pixel, 255, 127.5f, 0))
                .containsExactly(new float[] {1, 0, -1}, offset(1e-6f));
        assertThat(answers(new ImageNetPreprocessing(ImageNetPreprocessing.Mode.TORCH), pixel, 255, 255, 0))
                .containsExactly(new float[] {0.515f / 0.229f, 0.544f / 0.224f, -0.406f / 0.225f}, offset(1e-5f));
    }

    @Test
    void shouldConvolveGroupsByThemselves() {
        // Given two channels in two groups, 1 x 1 kernels 10 and 100
        Conv2D layer = new Conv2D(2, 1).groups(2);
        Model model = Model.of(Input.float32("x", Shape.of(1, 1, 2)).then(layer));
        layer.weights().get(0).set(HostTensor.float32(new long[] {1, 1, 1, 2}, 10, 100));

        // When, Then
        assertThat(answers(model, new long[] {1, 1, 1, 2}, 1, 2)).containsExactly(10, 200);
    }

    private static float[] answers(Layer layer, Shape shape, float... values) {
        Model model = Model.of(Input.float32("x", shape).then(layer));
        return answers(model, shape.prepend(1).asArray(), values);
    }

    private static float[] answers(Model model, long[] shape, float... values) {
        try (InferenceModel ready = model.inference(Options.seed(1))) {
            return ready.predict(HostTensor.float32(shape, values)).toFloats();
        }
    }
}
