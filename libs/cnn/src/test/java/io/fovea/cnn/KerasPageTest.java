package io.fovea.cnn;

import static io.fovea.cnn.layers.Activation.GELU_APPROXIMATE;
import static io.fovea.cnn.layers.Activation.SILU;
import static io.fovea.cnn.layers.Interpolation.BILINEAR;
import static io.fovea.cnn.layers.Padding.SAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cnn.architectures.Architectures;
import io.fovea.cnn.initializers.Initializers;
import io.fovea.cnn.layers.ActivationLayer;
import io.fovea.cnn.layers.AveragePooling2D;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Concatenate;
import io.fovea.cnn.layers.Conv1D;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Conv2DTranspose;
import io.fovea.cnn.layers.Cropping1D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.DepthwiseConv2D;
import io.fovea.cnn.layers.DropPath;
import io.fovea.cnn.layers.GlobalAveragePooling2D;
import io.fovea.cnn.layers.GlobalMaxPooling2D;
import io.fovea.cnn.layers.LayerNormalization;
import io.fovea.cnn.layers.LeakyReLU;
import io.fovea.cnn.layers.LocalResponseNormalization;
import io.fovea.cnn.layers.MaxPooling2D;
import io.fovea.cnn.layers.Normalization;
import io.fovea.cnn.layers.ReLU;
import io.fovea.cnn.layers.Resizing;
import io.fovea.cnn.layers.SeparableConv2D;
import io.fovea.cnn.layers.Subtract;
import io.fovea.cnn.layers.UpSampling2D;
import io.fovea.cnn.layers.ZeroPadding2D;
import io.fovea.cnn.regularizers.Constraint;
import io.fovea.cnn.regularizers.Regularizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** What KERAS.md shows of layers and models, as it stands there. */
class KerasPageTest {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @Test
    void shouldMakeTheLayersThatThePageShows() {
        // Given
        SymbolicTensor image = Input.float32("image", Shape.of(16, 16, 4));
        SymbolicTensor sequence = Input.float32("sequence", Shape.of(16, 3));

        // When
        List<Layer> ofImages = List.of(
                new Conv2D(8, 1, 7).strides(2).padding(SAME).withoutBias(),
                new Conv2D(8, 3).dilation(2).groups(4),
                new Conv2DTranspose(8, 3).strides(2).outputPadding(1),
                new DepthwiseConv2D(3).depthMultiplier(2),
                new SeparableConv2D(8, 3).depthwiseRegularizer(Regularizer.l2(0.1)),
                new Dense(8).kernelRegularizer(Regularizer.l1l2(0.1, 0.2)).biasConstraint(Constraint.maxNorm(2)),
                new Dense(8).activityRegularizer(Regularizer.l1(0.1)).kernelInitializer(Initializers.lecunNormal()),
                new BatchNormalization().axis(1).momentum(0.9).withoutScale(),
                new LayerNormalization().axes(1, 2).withoutCenter(),
                new Normalization(new float[] {0.5f}, new float[] {0.1f}).invert(),
                new MaxPooling2D(),
                new AveragePooling2D(2, 3).strides(1),
                new GlobalAveragePooling2D().keepDims(),
                new ReLU(6, 0.1, 0),
                new LeakyReLU(),
                new ActivationLayer(SILU),
                new ActivationLayer(GELU_APPROXIMATE),
                new ZeroPadding2D(0, 1, 0, 1),
                new UpSampling2D(2, 3, BILINEAR),
                new Resizing(64, 64).cropToAspectRatio(),
                new DropPath(0.5),
                new LocalResponseNormalization());
        List<Layer> ofSequences = List.of(new Conv1D(32, 4).causal().dilation(2), new Cropping1D(1));
        Normalization normalization = new Normalization();
        HostTensor data = HostTensor.float32(new long[] {1, 16, 3}, new float[48]);
        sequence.then(normalization);
        normalization.adapt(data);

        // Then
        ofImages.forEach(layer -> assertThat(image.then(layer).shape().size()).isPositive());
        ofSequences.forEach(
                layer -> assertThat(sequence.then(layer).shape().size()).isPositive());
        assertThat(new Concatenate(1).apply(image, image).shape()).isEqualTo(Shape.of(32, 16, 4));
        assertThat(new Subtract().apply(image, image).shape()).isEqualTo(image.shape());
    }

    @Test
    void shouldMakeTheModelsThatThePageShows() {
        // Given
        SymbolicTensor pixels = Input.uint8("pixels", Shape.of(32, 32, 3));
        Model vgg16 = Model.of(Architectures.named("vgg16").features(Input.float32("input", Shape.of(32, 32, 3))));
        vgg16.named("vgg16");
        Model inner = vgg16;
        SymbolicTensor x = Architectures.named("vgg16").preprocessed(pixels);
        SymbolicTensor a = x.then(inner);
        SymbolicTensor b = inner.applyAll(List.of(x)).get(0).then(new GlobalMaxPooling2D());

        // When
        Model model = Model.of(a, b);
        String summary = model.summary(SummaryOptions.defaults()
                .withLineLength(100)
                .withNestedExpanded()
                .withTrainableShown());

        // Then
        assertThat(summary).contains("block3_pool");
        assertThat(model.layer("vgg16/block3_pool").output().shape()).isEqualTo(Shape.of(4, 4, 256));
        assertThat(Architectures.named("resnet20")
                        .build(Shape.of(32, 32, 3), 10)
                        .parameters())
                .isEqualTo(274_442);
        assertThat(Architectures.mobileNet(0.25, 2).name()).isEqualTo("mobilenet");
        assertThat(Architectures.mobileNetV3Small(0.75, true).name()).isEqualTo("mobilenetv3smallminimalistic");
    }

    @Test
    void shouldBeWhatThePageShows() throws IOException {
        // Given
        String source = withoutSpace(Files.readString(Path.of("src/test/java/io/fovea/cnn/KerasPageTest.java")));
        String page = Files.readString(Path.of("KERAS.md"));
        String tables = page.substring(page.indexOf("## Layers"), page.indexOf("## Losses"));

        // When: the right column's code
        List<String> shown = tables.lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| Keras"))
                .flatMap(line -> CODE.matcher(line.substring(line.lastIndexOf("| ", line.length() - 3)))
                        .results())
                .map(code -> withoutSpace(code.group(1)))
                .toList();

        // Then
        assertThat(shown)
                .hasSizeGreaterThan(35)
                .allSatisfy(code -> assertThat(source).contains(code));
    }

    private static String withoutSpace(String code) {
        return code.replaceAll("\\s+", "");
    }
}
