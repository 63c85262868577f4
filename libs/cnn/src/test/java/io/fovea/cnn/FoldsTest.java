package io.fovea.cnn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cnn.layers.Activation;
import io.fovea.cnn.layers.Add;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Conv1D;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Conv2DTranspose;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.DepthwiseConv2D;
import io.fovea.cnn.layers.SeparableConv2D;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.onnx.OnnxRuntime;
import io.fovea.cnn.optimizers.Sgd;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

class FoldsTest {
    private static final Shape IMAGE = Shape.of(6, 5, 3);

    @TempDir
    Path folder;

    static Stream<Arguments> kernels() {
        return Stream.of(
                Arguments.of(IMAGE, new Conv2D(4, 3)),
                Arguments.of(IMAGE, new Conv2D(4, 3).withoutBias()),
                Arguments.of(IMAGE, new Conv2D(6, 3).groups(3)),
                Arguments.of(IMAGE, new DepthwiseConv2D(3).depthMultiplier(2)),
                Arguments.of(IMAGE, new SeparableConv2D(4, 3).withoutBias()),
                Arguments.of(IMAGE, new Conv2DTranspose(4, 3).strides(2)),
                Arguments.of(IMAGE, new Dense(4)),
                Arguments.of(Shape.of(7, 3), new Conv1D(4, 3)),
                Arguments.of(Shape.of(5), new Dense(4).withoutBias()));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void shouldAnswerTheSameWithTheNormalizationInTheKernel(Shape input, Layer kernel) {
        // Given a training graph's inference pass, in which nothing is folded
        Model model = Model.of(Input.float32("x", input).then(kernel).then(new BatchNormalization()));
        Map<String, HostTensor> weights = RandomModels.weights(model, 1);
        HostTensor batch = RandomModels.inputs(model, 3, 2).get("x");
        HostTensor expected;
        try (TrainableModel unfolded =
                model.compile(new Sgd(), Loss.sparseCategoricalCrossentropyFromLogits(), Options.seed(1))) {
            expected = unfolded.predict(batch);
        }

        // When
        Folds folds = Folds.of(model, values(model, weights));
        ModelExport.of(model, weights).onnx(folder.resolve("model.onnx"));

        // Then
        assertThat(folds.of(model.calls().get(2))).isPresent();
        try (InferenceModel folded = model.inference(Options.seed(1));
                OnnxRuntime onnx = OnnxRuntime.load(folder.resolve("model.onnx"))) {
            Answers.assertSame("TensorFlow", folded.predict(batch), expected);
            Answers.assertSame("ONNX Runtime", onnx.run(Map.of("x", batch)).get("outputs"), expected);
        }
    }

    @Test
    void shouldStillGiveWhatTheConvolutionItselfGives() {
        // Given
        Layer kernel = new Conv2D(4, 3).named("conv");
        SymbolicTensor convolved = Input.float32("x", IMAGE).then(kernel);
        Model model = Model.of(convolved.then(new BatchNormalization()));
        RandomModels.weights(model, 1);
        HostTensor batch = RandomModels.inputs(model, 3, 2).get("x");

        // When
        try (InferenceModel folded = model.inference(Options.seed(1));
                InferenceModel alone = Model.of(convolved).inference(Options.seed(1))) {
            // Then
            assertThat(folded.layer("conv", batch)).isEqualTo(alone.predict(batch));
        }
    }

    @Test
    void shouldLeaveAConvolutionAloneThatOthersUseToo() {
        // Given one that a shortcut goes around, one that ends in an activation, and one whose own output is asked for
        SymbolicTensor shared = Input.float32("x", IMAGE).then(new Conv2D(4, 3));
        SymbolicTensor around = new Add().apply(shared, shared.then(new BatchNormalization()));
        SymbolicTensor active = around.then(new Conv2D(4, 1).activation(Activation.RELU));
        SymbolicTensor asked = active.then(new BatchNormalization()).then(new Conv2D(4, 1));
        Model model = Model.of(asked, asked.then(new BatchNormalization()));

        // When
        Folds folds = Folds.of(model, values(model, RandomModels.weights(model, 1)));

        // Then
        assertThat(model.calls()).noneMatch(call -> folds.of(call).isPresent());
    }

    @Test
    void shouldFoldInsideANestedModel() {
        // Given
        Model inner = Model.of(Input.float32("y", IMAGE).then(new Conv2D(4, 3)).then(new BatchNormalization()));
        SymbolicTensor one = Input.float32("one", IMAGE);
        SymbolicTensor two = Input.float32("two", IMAGE);
        Model outer = Model.of(List.of(one, two), List.of(new Add().apply(inner.apply(one), inner.apply(two))));
        Map<String, HostTensor> weights = RandomModels.weights(outer, 1);
        Map<String, HostTensor> batch = RandomModels.inputs(outer, 3, 2);

        // When
        ModelExport.of(outer, weights).onnx(folder.resolve("model.onnx"));

        // Then
        assertThat(Folds.of(outer, values(outer, weights)).of(inner.calls().get(2)))
                .isPresent();
        try (InferenceModel folded = outer.inference(Options.seed(1));
                OnnxRuntime onnx = OnnxRuntime.load(folder.resolve("model.onnx"))) {
            HostTensor expected =
                    folded.predict(List.of(batch.get("one"), batch.get("two"))).get(0);
            Answers.assertSame("nested", onnx.run(batch).get("outputs"), expected);
        }
    }

    private static Function<Weight, HostTensor> values(Model model, Map<String, HostTensor> weights) {
        Map<Weight, HostTensor> values = new HashMap<>();
        model.namedWeights().forEach((name, weight) -> values.put(weight, weights.get(name)));
        return values::get;
    }
}
