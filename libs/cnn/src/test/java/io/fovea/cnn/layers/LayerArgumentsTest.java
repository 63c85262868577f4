package io.fovea.cnn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.InferenceModel;
import io.fovea.cnn.Input;
import io.fovea.cnn.Layer;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import io.fovea.cnn.SymbolicTensor;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** What a layer says of arguments and inputs that do not fit. */
class LayerArgumentsTest {
    private static final SymbolicTensor IMAGE = Input.float32("image", Shape.of(8, 8, 3));
    private static final SymbolicTensor SEQUENCE = Input.float32("sequence", Shape.of(8, 3));

    @Test
    void shouldRefuseArgumentsThatDoNotFit() {
        Map<ThrowingCallable, String> refused = Map.of(
                () -> new Conv2D(0, 3), "Conv2D: filters is 1 or more, received 0.",
                () -> new Conv1D(2, 0), "Conv1D: kernelSize is 1 or more, received 0.",
                () -> new Dense(-1), "Dense: units is 1 or more, received -1.",
                () -> new MaxPooling1D(0), "MaxPooling1D: poolSize is 1 or more, received 0.",
                () -> new GaussianNoise(-0.1), "GaussianNoise: standardDeviation is 0 or more, received -0.1.",
                () -> new Reshape(-1, -1), "Reshape: axes are 1 or more, one may be -1, received [-1, -1].",
                () -> new Cropping1D(-1), "Cropping1D: before is 0 or more, received -1.",
                () -> new Dropout(1), "Dropout: expected a rate in [0, 1), received 1.0.",
                () -> new Permute(1, 1), "Permute: expected each axis from 1 to 2 once, received [1, 1].");

        refused.forEach((made, message) -> assertThatThrownBy(made)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message));
    }

    @Test
    void shouldRefuseInputsThatDoNotFit() {
        refuses(IMAGE, new Conv2D(4, 3).groups(2), "Conv2D: 2 groups do not divide 3 channels and 4 filters.");
        refuses(SEQUENCE, new Conv1D(4, 3).groups(3), "Conv1D: 3 groups do not divide 3 channels and 4 filters.");
        refuses(IMAGE, new Conv2D(4, 3).strides(2).dilation(2), "Conv2D: dilation and strides cannot both be above 1.");
        refuses(
                IMAGE,
                new DepthwiseConv2D(3).strides(2, 1),
                "DepthwiseConv2D: strides are the same in both directions, received 2 and 1.");
        refuses(
                IMAGE,
                new Conv2DTranspose(4, 3).strides(2).outputPadding(2),
                "Conv2DTranspose: an outputPadding of 2 does not fit a kernel of 3, strides of 2 and padding VALID.");
        refuses(IMAGE, new BatchNormalization().axis(4), "BatchNormalization: axis 4 of tensors of 4 axes.");
        refuses(IMAGE, new LayerNormalization().axes(0), "LayerNormalization: axis 0 of tensors of 4 axes.");
        refuses(
                IMAGE,
                new Rescaling(new double[] {1, 2}, new double[] {0}),
                "Rescaling: expected 2 channels, received [8, 8, 3].");
        refuses(SEQUENCE, new MaxPooling2D(), "MaxPooling2D: expected 3 axes beside the batch, received [8, 3].");
        refuses(SEQUENCE, new Reshape(5, -1), "Reshape: [8, 3] has 24 values, [5, -1] does not.");
        assertThatThrownBy(() -> new Subtract().apply(IMAGE, IMAGE, IMAGE))
                .hasMessage("Subtract joins two tensors, received 3.");
        assertThatThrownBy(() -> new Add().apply(IMAGE)).hasMessage("Add joins two or more tensors, received 1.");
        assertThatThrownBy(() -> new Concatenate().applyAll(List.of()))
                .hasMessage("Concatenate joins one or more tensors, received none.");
    }

    @Test
    void shouldAdaptToData() {
        // Given two channels, of mean 2 and 20, variance 1 and 100
        Normalization layer = new Normalization();
        Model model = Model.of(Input.float32("x", Shape.of(2)).then(layer));
        HostTensor data = HostTensor.float32(new long[] {2, 2}, 1, 10, 3, 30);

        // When
        layer.adapt(data);

        // Then
        try (InferenceModel ready = model.inference(Options.seed(1))) {
            assertThat(ready.predict(data).toFloats()).containsExactly(new float[] {-1, -1, 1, 1}, offset(1e-6f));
        }
        assertThatThrownBy(() -> layer.adapt(HostTensor.float32(new long[] {2, 1}, 1, 2)))
                .hasMessageStartingWith("Normalization: expected examples of shape [2], received ");
    }

    @Test
    void shouldHaveNoWeightsWhereMeanAndVarianceAreGiven() {
        // Given
        Normalization given = new Normalization(new float[] {1}, new float[] {4});
        Model model = Model.of(Input.float32("x", Shape.of(2)).then(given));

        // Then
        assertThat(model.parameters()).isZero();
        assertThatThrownBy(() -> given.adapt(HostTensor.float32(new long[] {1, 2}, 1, 2)))
                .isInstanceOf(IllegalStateException.class);
        refuses(
                IMAGE,
                new Normalization(new float[] {1, 2}, new float[] {1, 1}),
                "Normalization: expected 2 channels, received 3.");
    }

    @Test
    void shouldCropToTheProportionsOfTheNewSize() {
        // Given a row of six, of which the two in the middle are as wide as high twice
        Resizing layer = new Resizing(1, 2, Interpolation.NEAREST).cropToAspectRatio();
        Model model = Model.of(Input.float32("x", Shape.of(1, 6, 1)).then(layer));

        // When, Then
        try (InferenceModel ready = model.inference(Options.seed(1))) {
            assertThat(ready.predict(HostTensor.float32(new long[] {1, 1, 6, 1}, 1, 2, 3, 4, 5, 6))
                            .toFloats())
                    .containsExactly(3, 4);
        }
    }

    private static void refuses(SymbolicTensor input, Layer layer, String message) {
        assertThatThrownBy(() -> input.then(layer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
