package io.fovea.cnn.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cnn.Answers;
import io.fovea.cnn.Forward;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.InferenceModel;
import io.fovea.cnn.Input;
import io.fovea.cnn.Layer;
import io.fovea.cnn.Model;
import io.fovea.cnn.ModelExport;
import io.fovea.cnn.Options;
import io.fovea.cnn.RandomModels;
import io.fovea.cnn.layers.Add;
import io.fovea.cnn.layers.LocalResponseNormalization;
import io.fovea.cnn.layers.SameShapeLayer;
import io.fovea.cnn.onnx.LayerCases.LayerCase;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

class OnnxLayersTest {
    @TempDir
    Path folder;

    static List<LayerCase> cases() {
        return LayerCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldComputeInOnnxRuntimeAsInTensorFlow(LayerCase layer) {
        // Given
        Map<String, HostTensor> weights = RandomModels.weights(layer.model(), 1);
        Map<String, HostTensor> inputs = RandomModels.inputs(layer.model(), 3, 2);

        // When
        ModelExport.of(layer.model(), weights).onnx(folder.resolve("layer.onnx"));

        // Then
        try (InferenceModel ours = layer.model().inference(Options.seed(1));
                OnnxRuntime theirs = OnnxRuntime.load(folder.resolve("layer.onnx"))) {
            HostTensor expected = ours.predict(List.copyOf(inputs.values())).get(0);
            Answers.assertSame(layer.toString(), theirs.run(inputs).get("outputs"), expected);
        }
    }

    @Test
    void shouldKnowEveryLayer() throws IOException, URISyntaxException {
        // Given
        Path classes = Path.of(Add.class.getResource("Add.class").toURI()).getParent();

        // When
        Set<String> tried = cases().stream()
                .map(layer -> layer.layer().getClass().getName())
                .collect(Collectors.toSet());

        // Then
        try (Stream<Path> files = Files.list(classes)) {
            assertThat(files.map(OnnxLayersTest::className).filter(OnnxLayersTest::isLayer))
                    .isSubsetOf(tried);
        }
    }

    private static String className(Path file) {
        String name = file.getFileName().toString().replaceFirst("\\.class$", "");
        return Add.class.getPackageName() + "." + name;
    }

    private static boolean isLayer(String name) {
        try {
            Class<?> candidate = Class.forName(name);
            return Layer.class.isAssignableFrom(candidate) && !Modifier.isAbstract(candidate.getModifiers());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldNameTheLayerThatCannotBeWritten() {
        // Given
        Model own = Model.of(Input.float32("x", Shape.of(2)).then(new Twice().named("mine")));
        Model sequence =
                Model.of(Input.float32("x", Shape.of(4, 2)).then(new LocalResponseNormalization().named("norm")));

        // When, Then
        assertThatThrownBy(() -> ModelExport.of(own, Map.of()).onnx(folder.resolve("own.onnx")))
                .isInstanceOf(OnnxException.class)
                .hasMessage("The layer mine (Twice) cannot be written as ONNX.");
        assertThatThrownBy(() -> ModelExport.of(sequence, Map.of()).onnx(folder.resolve("own.onnx")))
                .hasMessage(
                        "The layer norm (LocalResponseNormalization) can be written as ONNX for images only, not for [4, 2].");
        assertThat(folder).isEmptyDirectory();
    }

    private static final class Twice extends SameShapeLayer {
        @Override
        protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
            return forward.tf().math.add(input, input);
        }
    }
}
