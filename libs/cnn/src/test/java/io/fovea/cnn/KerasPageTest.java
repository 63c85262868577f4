package io.fovea.cnn;

import static io.fovea.cnn.layers.Activation.GELU_APPROXIMATE;
import static io.fovea.cnn.layers.Activation.SILU;
import static io.fovea.cnn.layers.Interpolation.BILINEAR;
import static io.fovea.cnn.layers.Padding.SAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cnn.architectures.Architectures;
import io.fovea.cnn.data.ArrayDataset;
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
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.optimizers.Sgd;
import io.fovea.cnn.regularizers.Constraint;
import io.fovea.cnn.regularizers.Regularizer;
import io.fovea.cnn.search.Direction;
import io.fovea.cnn.search.Hyperband;
import io.fovea.cnn.search.ModelTrials;
import io.fovea.cnn.search.RandomSearch;
import io.fovea.cnn.search.Search;
import io.fovea.cnn.search.SearchResult;
import io.fovea.cnn.search.SearchSpace;
import io.fovea.cnn.search.SuccessiveHalving;
import io.fovea.cnn.search.Trial;
import io.fovea.cnn.search.TrialResult;
import io.fovea.cnn.weights.KerasHdf5;
import io.fovea.cnn.weights.KerasWeights;
import io.fovea.cnn.weights.StoredWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/** What KERAS.md shows of layers, models, search and export, as it stands there. */
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
    void shouldSearchAsThePageShows(@TempDir Path folder) {
        // Given
        SearchSpace space = new SearchSpace()
                .logUniform("rate", 1e-4, 1e-1)
                .integer("units", 8, 64)
                .choice("rule", "sgd", "adam");
        Search random = new RandomSearch(space, Direction.MAXIMIZE, 20, 10, 7);
        Search halving = new SuccessiveHalving(space, Direction.MAXIMIZE, 27, 1, 9, 3, 7);
        Search hyperband = new Hyperband(space, Direction.MAXIMIZE, 27, 3, 7);
        ArrayDataset train = Examples.squares(64, 1);
        ArrayDataset validation = Examples.squares(32, 2);
        Function<Trial, TrainableModel> build = trial -> Examples.lenet5()
                .compile(
                        new Sgd(trial.real("rate")),
                        Loss.sparseCategoricalCrossentropyFromLogits(),
                        Options.seed(trial.seed()));

        // When: of the whole search one trial
        var trials = new ModelTrials(build, train, validation, 32, "val_accuracy");
        Search small = new RandomSearch(space, Direction.MAXIMIZE, 1, 1, 7);
        SearchResult found = small.run(trials, folder);
        TrialResult best = found.best();
        String table = found.table();

        // Then
        assertThat(best.score()).isBetween(0.0, 1.0);
        assertThat(table).contains("rate", "units", "rule");
        assertThat(random.totalEpochs()).isEqualTo(200);
        assertThat(halving.totalEpochs()).isEqualTo(27 + 9 * 2 + 3 * 6);
        assertThat(hyperband.brackets()).hasSizeGreaterThan(1);
        // SearchResult found = halving.run(new ModelTrials(build, train, validation, 32, "val_accuracy"), folder);
    }

    @Test
    void shouldComputeInSixteenBitsAsThePageShows() {
        Options half = Options.seed(7).precision(Precision.MIXED_FLOAT16);
        Options brain = Options.seed(7).precision(Precision.MIXED_BFLOAT16);
        assertThat(half).isNotEqualTo(brain);
    }

    @Test
    void shouldGoBackToPythonAsThePageShows(@TempDir Path folder) {
        // Given
        Model model = Examples.lenet5();
        Map<String, HostTensor> weights = RandomModels.weights(model, 1);

        // When
        KerasWeights.write(folder.resolve("net.weights.h5"), model, weights);
        StoredWeights.of(weights).writeSafetensors(folder.resolve("net.safetensors"));
        ModelExport.of(model, weights).savedModel(folder.resolve("net"));
        ModelExport.of(model, weights).onnx(folder.resolve("net.onnx"));

        // Then
        assertThat(folder).isDirectoryContaining("glob:**/net.onnx");
        Model again = Examples.lenet5();
        KerasHdf5.read(folder.resolve("net.weights.h5")).weights().loadInto(again);
        assertThat(again.namedWeights().get("conv2/kernel").value()).contains(weights.get("conv2/kernel"));
    }

    @Test
    void shouldBeWhatThePageShows() throws IOException {
        // Given
        String source = withoutSpace(Files.readString(Path.of("src/test/java/io/fovea/cnn/KerasPageTest.java")));
        String page = Files.readString(Path.of("KERAS.md"));
        String tables = page.substring(page.indexOf("## Layers"), page.indexOf("## Losses"))
                + page.substring(page.indexOf("## Mixed precision"), page.indexOf("## Back to Python"));
        String back = page.substring(page.indexOf("## Back to Python"), page.indexOf("## What differs, and why"));

        // When: the column with our code
        List<String> shown = Stream.concat(
                        rows(tables).map(line -> line.substring(line.lastIndexOf("| ", line.length() - 3))),
                        rows(back).map(line -> line.substring(0, line.indexOf("| ", 2))))
                .flatMap(cell -> CODE.matcher(cell).results())
                .map(code -> withoutSpace(code.group(1)))
                .toList();

        // Then
        assertThat(shown)
                .hasSizeGreaterThan(45)
                .allSatisfy(code -> assertThat(source).contains(code));
    }

    private static Stream<String> rows(String tables) {
        return tables.lines().filter(line -> line.startsWith("| ") && !line.matches("\\| (Keras|here).*"));
    }

    private static String withoutSpace(String code) {
        return code.replaceAll("\\s+", "");
    }
}
