package io.fovea.cnn.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.architectures.Architecture;
import io.fovea.cnn.architectures.Architectures;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Flatten;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

/**
 * Files for Keras in Python, read back. That Keras takes them and then answers as we do is checked by {@code
 * src/test/keras/check.py}, which needs Python.
 */
class KerasWeightsTest {
    /** More than 60 million parameters, for which CI's memory may be too small; {@code check.py} has them. */
    private static final List<String> LARGEST = List.of("nasnetlarge", "efficientnetb7");

    @TempDir
    Path folder;

    static List<String> architectures() {
        return Architectures.names().stream()
                .filter(name -> !LARGEST.contains(name))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void shouldReadBackEveryArchitectureToTheBit(String name) {
        // Given
        Model model = small(name);
        Map<String, HostTensor> weights = random(model);
        Path file =
                folder.resolve(model.parameters() % 2 == 0 ? "x.h5" : "x.weights.h5"); // either layout for half of them

        // When
        KerasWeights.write(file, model, weights);

        // Then
        assertReadBack(file, model, weights);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.h5", "x.weights.h5"})
    void shouldReadBackEitherLayout(String name) {
        Map<String, HostTensor> weights = random(small("mobilenetv2"));

        KerasWeights.write(folder.resolve(name), small("mobilenetv2"), weights);

        assertReadBack(folder.resolve(name), small("mobilenetv2"), weights);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nested.h5", "nested.weights.h5"})
    void shouldReadBackANestedModel(String name) {
        // Given
        Map<String, HostTensor> weights = random(nested());
        Path file = folder.resolve(name);

        // When
        KerasWeights.write(file, nested(), weights);

        // Then
        assertReadBack(file, nested(), weights);
    }

    @Test
    void shouldSplitNamesThatAreTooLongForOneAttribute() {
        // Given: 70 names of a thousand letters
        SymbolicTensor x = Input.float32("image", Shape.of(1, 1, 1));
        for (int i = 0; i < 70; i++) {
            x = x.then(new Conv2D(1, 1).named("l".repeat(1000) + i));
        }
        Model model = Model.of(x);
        Map<String, HostTensor> weights = random(model);
        Path file = folder.resolve("long.h5");

        // When
        KerasWeights.write(file, model, weights);

        // Then
        assertReadBack(file, model, weights);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lenet5", "densenet121"}) // names with slashes in the second
    void shouldReadBackWhatWasWrittenWithoutTheNetwork(String name) {
        // Given
        Model model = small(name);
        Map<String, HostTensor> weights = random(model);
        Path kept = folder.resolve("kept.safetensors");
        Path file = folder.resolve("x.h5");
        StoredWeights.of(weights).writeSafetensors(kept);

        // When
        KerasWeights.convert(kept, file);

        // Then
        assertThat(KerasHdf5.read(file).weights()).isEqualTo(StoredWeights.of(weights));
        assertReadBack(file, model, weights);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lenet5", "densenet121", "mobilenetv2", "nested"})
    void shouldWriteKeras3sLayoutWithoutTheNetworkAsWithIt(String name) {
        // Given
        Model model = name.equals("nested") ? nested() : small(name);
        Map<String, HostTensor> weights = random(model);
        Path kept = folder.resolve("kept.safetensors");
        KerasWeights.write(folder.resolve("with.weights.h5"), model, weights); // which check.py gives to Keras itself
        StoredWeights.of(weights).writeSafetensors(kept, model);

        // When
        KerasWeights.convert(kept, folder.resolve("without.weights.h5"));

        // Then
        assertThat(folder.resolve("without.weights.h5")).hasSameBinaryContentAs(folder.resolve("with.weights.h5"));
        assertThat(StoredWeights.readSafetensors(kept)).isEqualTo(StoredWeights.of(weights));
    }

    @Test
    void shouldRefuseKeras3sLayoutOfWeightsThatDoNotSayWhereKerasKeepsThem() {
        Path kept = folder.resolve("kept.safetensors");
        StoredWeights.of(random(small("lenet5"))).writeSafetensors(kept);

        assertThatThrownBy(() -> KerasWeights.convert(kept, folder.resolve("x.weights.h5")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "kept.safetensors does not say where Keras 3 keeps each layer. Give the file a name that ends"
                                + " with .h5 alone.");
        assertThat(folder.resolve("x.weights.h5")).doesNotExist();
    }

    @Test
    void shouldWriteNothingWhereAWeightIsMissing() {
        Model model = small("lenet5");
        Map<String, HostTensor> weights = random(model);
        weights.remove("fc6/bias");

        assertThatThrownBy(() -> KerasWeights.write(folder.resolve("x.h5"), model, weights))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fc6/bias: expected FLOAT32[84], received none.");
        assertThat(folder).isEmptyDirectory();
    }

    private static void assertReadBack(Path file, Model model, Map<String, HostTensor> weights) {
        KerasHdf5.read(file).weights().loadInto(model);
        model.namedWeights()
                .forEach((path, weight) -> assertThat(weight.value()).as(path).contains(weights.get(path)));
        assertThat(Files.exists(file)).isTrue();
        file.toFile().delete();
    }

    static Model small(String name) {
        Architecture architecture = Architectures.named(name);
        Shape published = architecture.defaultInput();
        Shape size = published.get(0) > 75 ? Shape.of(75, 75, published.get(2)) : published;
        return architecture.build(name.equals("unet") ? Shape.of(64, 64, published.get(2)) : size, 7);
    }

    static Model nested() {
        SymbolicTensor inner = Input.float32("inner_image", Shape.of(8, 8, 3));
        Model backbone = Model.of(inner.then(new Conv2D(4, 3).named("conv"))
                .then(new BatchNormalization().named("bn"))
                .then(new Conv2D(4, 3).named("conv_last")));
        SymbolicTensor image = Input.float32("image", Shape.of(8, 8, 3));
        return Model.of(image.then(backbone.named("backbone"))
                .then(new Flatten().named("flat"))
                .then(new Dense(3).named("head")));
    }

    static Map<String, HostTensor> random(Model model) {
        SplittableRandom random = new SplittableRandom(5);
        Map<String, HostTensor> weights = new LinkedHashMap<>();
        model.namedWeights().forEach((name, weight) -> {
            long[] shape = weight.shape().asArray();
            float[] values = new float[(int) weight.shape().size()];
            boolean kernel = shape.length > 1;
            double scale = kernel ? Math.sqrt(3.0 * shape[shape.length - 1] / values.length) : 0.2;
            double offset = name.endsWith("variance") || name.endsWith("gamma") ? 1 : 0;
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (offset + scale * (2 * random.nextDouble() - 1));
            }
            weights.put(name, HostTensor.float32(shape, values));
        });
        return weights;
    }
}
