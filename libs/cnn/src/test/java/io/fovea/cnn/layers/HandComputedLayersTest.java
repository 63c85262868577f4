package io.fovea.cnn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.InferenceModel;
import io.fovea.cnn.Input;
import io.fovea.cnn.Layer;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import io.fovea.cnn.Weight;
import io.fovea.cnn.weights.StoredWeights;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

/** What TensorFlow.js lacks, against the definitions as {@code src/test/tfjs/hand.mjs} works them out. */
class HandComputedLayersTest {
    private static final Map<String, Map<String, HostTensor>> FIXTURES = fixtures();
    private static final Map<String, Layer> LAYERS = Map.ofEntries(
            Map.entry("conv2d_groups", new Conv2D(6, 3).groups(2).strides(2, 1).withoutBias()),
            Map.entry(
                    "conv2d_groups_dilated",
                    new Conv2D(4, 3, 2)
                            .groups(4)
                            .dilation(2, 3)
                            .padding(Padding.SAME)
                            .withoutBias()),
            Map.entry(
                    "conv2d_dilated_unevenly",
                    new Conv2D(3, 2, 3).dilation(3, 2).padding(Padding.SAME).withoutBias()),
            Map.entry("depthwise_dilated", new DepthwiseConv2D(3).dilation(2).withoutBias()),
            Map.entry(
                    "depthwise_dilated_same",
                    new DepthwiseConv2D(3, 2)
                            .dilation(2, 3)
                            .depthMultiplier(2)
                            .padding(Padding.SAME)
                            .withoutBias()),
            Map.entry(
                    "separable",
                    new SeparableConv2D(4, 3)
                            .strides(2)
                            .depthMultiplier(3)
                            .padding(Padding.SAME)
                            .withoutBias()),
            Map.entry(
                    "separable_dilated",
                    new SeparableConv2D(3, 2, 3).dilation(2).depthMultiplier(2).withoutBias()),
            Map.entry(
                    "transposed_output_padding",
                    new Conv2DTranspose(3, 3).strides(2).outputPadding(1).withoutBias()),
            Map.entry(
                    "transposed_output_padding_same",
                    new Conv2DTranspose(3, 3)
                            .strides(2)
                            .outputPadding(0, 1)
                            .padding(Padding.SAME)
                            .withoutBias()),
            Map.entry(
                    "transposed_dilated",
                    new Conv2DTranspose(3, 2, 3).dilation(2).withoutBias()),
            Map.entry(
                    "transposed_dilated_same",
                    new Conv2DTranspose(3, 3).dilation(2).padding(Padding.SAME).withoutBias()),
            Map.entry("conv1d_causal", new Conv1D(3, 3).causal().withoutBias()),
            Map.entry(
                    "conv1d_causal_dilated",
                    new Conv1D(3, 2).causal().dilation(3).withoutBias()),
            Map.entry(
                    "conv1d_causal_strides",
                    new Conv1D(3, 3).causal().strides(2).withoutBias()),
            Map.entry("conv1d_groups", new Conv1D(6, 3).groups(2).withoutBias()),
            Map.entry(
                    "conv1d_dilated_same",
                    new Conv1D(3, 3).dilation(2).padding(Padding.SAME).withoutBias()),
            Map.entry(
                    "layer_normalization_axes",
                    new LayerNormalization().axes(3, 1).epsilon(0.01)),
            Map.entry(
                    "layer_normalization_plain",
                    new LayerNormalization().withoutScale().withoutCenter()),
            Map.entry("batch_normalization_axis", new BatchNormalization().axis(1)),
            Map.entry("normalization", new Normalization()),
            Map.entry("local_response_normalization", new LocalResponseNormalization()),
            Map.entry("resizing_nearest", new Resizing(3, 7, Interpolation.NEAREST)),
            Map.entry("resizing_bilinear", new Resizing(3, 7)),
            Map.entry("resizing_bicubic", new Resizing(3, 7, Interpolation.BICUBIC)),
            Map.entry("up_sampling_bilinear", new UpSampling2D(2, 3, Interpolation.BILINEAR)),
            Map.entry("relu_threshold", new ReLU(1, 0.25, 0.5)),
            Map.entry("leaky_relu", new ActivationLayer(Activation.LEAKY_RELU)),
            Map.entry("leaky_relu_layer", new LeakyReLU()),
            Map.entry("gelu", new ActivationLayer(Activation.GELU)),
            Map.entry("gelu_approximate", new ActivationLayer(Activation.GELU_APPROXIMATE)),
            Map.entry("hard_sigmoid", new ActivationLayer(Activation.HARD_SIGMOID)),
            Map.entry("hard_silu", new ActivationLayer(Activation.HARD_SILU)),
            Map.entry("hard_sigmoid_keras2", new ActivationLayer(Activation.HARD_SIGMOID_KERAS2)),
            Map.entry("rescaling", new Rescaling(new double[] {0.5, 2}, new double[] {1, -1})));

    static Stream<String> cases() {
        return FIXTURES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldComputeALayerAsItsDefinitionSays(String name) {
        // Given
        Map<String, HostTensor> fixture = FIXTURES.get(name);
        HostTensor input = fixture.get("input");
        Layer layer = LAYERS.get(name);
        Model model = Model.of(Input.float32("x", Shape.of(tail(input.shape()))).then(layer));
        for (Weight weight : layer.weights()) {
            weight.set(fixture.get(weight.name()));
        }

        // When
        HostTensor output;
        try (InferenceModel ready = model.inference(Options.seed(1))) {
            output = ready.predict(input);
        }

        // Then
        HostTensor expected = fixture.get("output");
        assertThat(output.shape()).isEqualTo(expected.shape());
        assertThat(output.toFloats()).containsExactly(expected.toFloats(), offset(tolerance(name)));
    }

    /** TensorFlow takes its bicubic weights from a table of 1024 places. */
    private static float tolerance(String name) {
        return name.equals("resizing_bicubic") ? 5e-3f : 1e-5f;
    }

    @Test
    void shouldHaveALayerForEachCase() {
        assertThat(LAYERS.keySet()).isEqualTo(FIXTURES.keySet());
    }

    private static long[] tail(long[] shape) {
        return Arrays.copyOfRange(shape, 1, shape.length);
    }

    private static Map<String, Map<String, HostTensor>> fixtures() {
        try {
            return StoredWeights.readSafetensors(Path.of(HandComputedLayersTest.class
                            .getResource("/tfjs/hand.safetensors")
                            .toURI()))
                    .layers();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
