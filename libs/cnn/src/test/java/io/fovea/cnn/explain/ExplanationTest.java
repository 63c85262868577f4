package io.fovea.cnn.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.InferenceModel;
import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import io.fovea.cnn.SavedModel;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.architectures.Architectures;
import io.fovea.cnn.layers.Activation;
import io.fovea.cnn.layers.ActivationLayer;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.GlobalAveragePooling2D;
import io.fovea.cnn.losses.Loss;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;

class ExplanationTest {
    private static final Options SEED = Options.seed(3);
    private static final int SIZE = 6;
    private static final int CHANNELS = 2;
    private static final int CLASSES = 3;
    private static final HostTensor IMAGES = images(4);

    @Test
    void shouldFindSaliencyAsFiniteDifferencesDo() {
        // Given: smooth, so that a finite step tells the slope
        SymbolicTensor image = Input.float32("image", Shape.of(SIZE, SIZE, CHANNELS));
        Model model = Model.of(image.then(new Conv2D(4, 3).activation(Activation.TANH))
                .then(new Flatten())
                .then(new Dense(5).activation(Activation.TANH))
                .then(new Dense(CLASSES)));
        try (InferenceModel network = model.inference(SEED)) {
            // When
            float[] saliency = network.explain(images(1), 2).saliency().toFloats();

            // Then
            float[] pixels = images(1).toFloats();
            for (int place = 0; place < SIZE * SIZE; place++) {
                double largest = 0;
                for (int channel = 0; channel < CHANNELS; channel++) {
                    largest = Math.max(largest, Math.abs(slope(network, pixels, place * CHANNELS + channel, 2)));
                }
                assertThat((double) saliency[place]).as("pixel %d", place).isCloseTo(largest, offset(2e-3));
            }
        }
    }

    private static double slope(InferenceModel network, float[] pixels, int index, int score) {
        double step = 1e-2;
        return (score(network, pixels, index, step, score) - score(network, pixels, index, -step, score)) / (2 * step);
    }

    private static double score(InferenceModel network, float[] pixels, int index, double step, int score) {
        float[] moved = pixels.clone();
        moved[index] += (float) step;
        return network.predict(HostTensor.float32(new long[] {1, SIZE, SIZE, CHANNELS}, moved))
                .toFloats()[score];
    }

    /** Section 3.1 of Selvaraju et al.: with global average pooling and one dense layer it is Zhou et al.'s CAM. */
    @Test
    void shouldBeClassActivationMappingWhereTheNetworkAllowsIt() {
        // Given
        SymbolicTensor image = Input.float32("image", Shape.of(SIZE, SIZE, CHANNELS));
        Model model =
                Model.of(image.then(new Conv2D(4, 3).activation(Activation.RELU).named("conv"))
                        .then(new GlobalAveragePooling2D())
                        .then(new Dense(CLASSES).named("scores")));
        try (InferenceModel network = model.inference(SEED)) {
            float[] maps = network.layer("conv", IMAGES).toFloats(); // [4, 4, 4, 4]
            float[] kernel = network.weights().get("scores/kernel").toFloats(); // [4, 3]

            // When
            float[] gradCam = network.explain(IMAGES, 1).gradCam().orElseThrow().toFloats();

            // Then: the sum of the maps by the dense layer's weights, over the number of places that were averaged
            assertThat(gradCam).hasSize(4 * 16);
            assertThat(max(gradCam)).isGreaterThan(0);
            for (int place = 0; place < gradCam.length; place++) {
                double sum = 0;
                for (int k = 0; k < 4; k++) {
                    sum += kernel[k * CLASSES + 1] * maps[place * 4 + k];
                }
                assertThat((double) gradCam[place]).isCloseTo(Math.max(0, sum) / 16, offset(1e-6));
            }
        }
    }

    /** Flatten and dense: the gradient of a map's value is its weight, so a map's importance is the mean of its weights. */
    @Test
    void shouldWeighEachMapByItsMeanGradient() {
        // Given
        Model model = flattened(false);
        try (InferenceModel network = model.inference(SEED)) {
            float[] maps = network.layer("conv", IMAGES).toFloats(); // [4, 4, 4, 5]
            float[] kernel = network.weights().get("scores/kernel").toFloats(); // [4 * 4 * 5, 3]

            // When
            Explanation explanation = network.explain(IMAGES);
            float[] gradCam = explanation.gradCam().orElseThrow().toFloats();

            // Then
            long[] classes = explanation.classes().toLongs();
            for (int place = 0; place < gradCam.length; place++) {
                int explained = (int) classes[place / 16];
                double sum = 0;
                for (int k = 0; k < 5; k++) {
                    double importance = 0;
                    for (int other = 0; other < 16; other++) {
                        importance += kernel[(other * 5 + k) * CLASSES + explained] / 16.0;
                    }
                    sum += importance * maps[place * 5 + k];
                }
                assertThat((double) gradCam[place]).isCloseTo(Math.max(0, sum), offset(1e-6));
            }
        }
    }

    @Test
    void shouldExplainTheBestClassOfEachImageUnlessToldWhich() {
        // Given
        try (InferenceModel network = flattened(false).inference(SEED)) {
            float[] scores = network.predict(IMAGES).toFloats();

            // When
            Explanation best = network.explain(IMAGES);
            Explanation chosen = network.explain(IMAGES, 2, 0, 1, 2);

            // Then
            for (int i = 0; i < 4; i++) {
                int top = (int) best.classes().toLongs()[i];
                assertThat(best.scores().toFloats()[i]).isEqualTo(scores[i * CLASSES + top]);
                assertThat(scores[i * CLASSES + top]).isEqualTo(max(new float[] {
                    scores[i * CLASSES], scores[i * CLASSES + 1], scores[i * CLASSES + 2]
                }));
            }
            assertThat(chosen.classes().toLongs()).containsExactly(2, 0, 1, 2);
            assertThat(chosen.scores().toFloats()[3]).isEqualTo(scores[3 * CLASSES + 2]);
            assertThat(network.explain(IMAGES, 1).classes().toLongs()).containsExactly(1, 1, 1, 1);
        }
    }

    @Test
    void shouldLookBehindASoftmaxAtTheEnd() {
        // Given: the same weights, once with probabilities for outputs
        try (InferenceModel logits = flattened(false).inference(SEED);
                InferenceModel probabilities = flattened(true).inference(SEED)) {
            // When
            Explanation ofLogits = logits.explain(IMAGES, 1);
            Explanation ofProbabilities = probabilities.explain(IMAGES, 1);

            // Then
            assertThat(ofProbabilities.scores().toFloats())
                    .containsExactly(ofLogits.scores().toFloats(), offset(1e-5f));
            assertThat(ofProbabilities.saliency().toFloats())
                    .containsExactly(ofLogits.saliency().toFloats(), offset(1e-5f));
        }
    }

    @Test
    void shouldExplainTheSameOnceExported(@TempDir Path folder) {
        // Given
        SymbolicTensor pixels = Input.uint8("image", Shape.of(28, 28, 1));
        Model model = Architectures.named("lenet5").build(pixels, 10);
        byte[] noise = new byte[2 * 28 * 28];
        new SplittableRandom(1).nextBytes(noise);
        HostTensor images = HostTensor.uint8(new long[] {2, 28, 28, 1}, noise);
        Explanation best;
        Explanation seven;
        HostTensor filters;
        try (InferenceModel network = model.inference(SEED)) {
            best = network.explain(images);
            seven = network.explain(images, 7);
            filters = network.firstFilters().orElseThrow();
            network.export(folder, Loss.sparseCategoricalCrossentropyFromLogits());
        }

        try (SavedModel saved = SavedModel.load(folder)) {
            // When
            Explanation savedBest = saved.explain(images);
            Explanation savedSeven = saved.explain(images, 7);

            // Then
            assertThat(saved.canExplain()).isTrue();
            assertThat(saved.firstFilters()).contains(filters);
            assertThat(savedBest.classes()).isEqualTo(best.classes());
            assertSame(savedBest, best);
            assertSame(savedSeven, seven);
            assertThat(savedSeven.gradCam().orElseThrow().shape()).containsExactly(2, 5, 5);
            assertThatThrownBy(() -> saved.explain(images, 10))
                    .hasMessage("There is no class 10: the model has 10, from 0 on.");
        }
    }

    private static void assertSame(Explanation actual, Explanation expected) {
        assertThat(actual.saliency().toFloats())
                .containsExactly(expected.saliency().toFloats(), offset(1e-5f));
        assertThat(actual.gradCam().orElseThrow().toFloats())
                .containsExactly(expected.gradCam().orElseThrow().toFloats(), offset(1e-4f));
    }

    @Test
    void shouldHaveNoGradCamWithoutAConvolution() {
        // Given
        Model model = Architectures.named("ffnn").build(Shape.of(SIZE, SIZE, CHANNELS), CLASSES);

        // When
        try (InferenceModel network = model.inference(SEED)) {
            Explanation explanation = network.explain(IMAGES);

            // Then
            assertThat(explanation.gradCam()).isEmpty();
            assertThat(explanation.saliency().shape()).containsExactly(4, SIZE, SIZE);
        }
    }

    @Test
    void shouldLookAtAnotherLayerWhenNamed() {
        // Given
        Model model = Architectures.named("lenet5").build(Shape.of(28, 28, 1), 10);
        HostTensor image = HostTensor.float32(new long[] {1, 28, 28, 1}, new float[28 * 28]);

        // When
        try (InferenceModel network = model.inference(SEED)) {
            HostTensor conv1 = network.explainAt("conv1", image).gradCam().orElseThrow();

            // Then
            assertThat(conv1.shape()).containsExactly(1, 24, 24);
            assertThatThrownBy(() -> network.explainAt("fc6", image))
                    .hasMessage("fc6 is no layer with height and width. There are: conv1, pool1, conv2, pool2, conv3.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "lenet5, 28, conv3",
        "vgg16, 32, block5_conv3",
        "resnet50, 64, conv5_block3_out",
        "resnet50v2, 64, post_relu",
        "mobilenet, 64, conv_pw_13_relu",
        "inceptionv3, 139, mixed10",
        "densenet121, 64, relu",
        "efficientnetb0, 64, top_activation",
        "xception, 96, block14_sepconv2_act",
        "squeezenet, 96, conv10",
    })
    void shouldFindTheLastConvolutionByItself(String architecture, int size, String layer) {
        // Given
        Model model = Architectures.named(architecture)
                .build(Input.float32("input", Shape.of(size, size, architecture.equals("lenet5") ? 1 : 3)), 10);

        // Then
        assertThat(model.lastConvolution()).contains(layer);
    }

    private static Model flattened(boolean softmax) {
        SymbolicTensor image = Input.float32("image", Shape.of(SIZE, SIZE, CHANNELS));
        SymbolicTensor scores = image.then(
                        new Conv2D(5, 3).activation(Activation.RELU).named("conv"))
                .then(new Flatten())
                .then(new Dense(CLASSES).named("scores"));
        return Model.of(softmax ? scores.then(new ActivationLayer(Activation.SOFTMAX)) : scores);
    }

    private static HostTensor images(int count) {
        SplittableRandom random = new SplittableRandom(count);
        float[] values = new float[count * SIZE * SIZE * CHANNELS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return HostTensor.float32(new long[] {count, SIZE, SIZE, CHANNELS}, values);
    }

    private static float max(float[] values) {
        float max = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            max = Math.max(max, value);
        }
        return max;
    }
}
