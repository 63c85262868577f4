package io.fovea.cnn.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.InferenceModel;
import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import io.fovea.cnn.layers.Conv2D;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;

/**
 * Files that Keras 3.15.1 wrote ({@code src/test/keras/fixtures.py}), with what Keras answered: a functional model with two
 * branches, and a backbone nested in a Sequential one.
 */
class KerasFilesTest {
    @ParameterizedTest
    @CsvSource({"branched, .keras", "branched, .h5", "nested, .keras", "nested, .h5"})
    void shouldAnswerAsKerasWithAWholeModel(String name, String ending) {
        Path file = resource(name + ending);

        Model model = ending.equals(".keras") ? KerasArchive.readModel(file) : KerasHdf5.readModel(file);

        assertAnswersAsKeras(model, name);
    }

    @ParameterizedTest
    @CsvSource({"branched, branched", "nested, nested", "unnamed, branched"})
    void shouldAnswerAsKerasWithWeightsOfTheirOwn(String file, String name) {
        // Given the topology alone
        Model model =
                KerasTopology.model(KerasArchive.read(resource(name + ".keras")).topology());

        // When
        KerasHdf5.read(resource(file + ".weights.h5")).weights().loadInto(model);

        // Then
        assertAnswersAsKeras(model, name);
    }

    @Test
    void shouldSayWhatIsInAnArchive() {
        KerasArchive archive = KerasArchive.read(resource("nested.keras"));

        assertThat(archive.kerasVersion()).isEqualTo("3.15.1");
        assertThat(archive.topology().path("class_name").asText()).isEqualTo("Sequential");
        assertThat(archive.weights().layers().keySet())
                .containsExactlyInAnyOrder("backbone/conv", "backbone/bn", "backbone/conv_last", "head");
    }

    @Test
    void shouldKeepKerasPathsWhereAFileHasNoNames() {
        assertThat(KerasHdf5.read(resource("unnamed.weights.h5")).weights().layers())
                .containsKeys("layers/conv2d", "layers/conv2d_1", "layers/batch_normalization", "layers/dense");
    }

    @Test
    void shouldNameLayerExpectedAndFoundShapeAndChangeNothing() {
        // Given
        Model other = Model.of(Input.float32("image", Shape.of(8, 8, 3))
                .then(new Conv2D(4, 1).named("short_a"))
                .then(new Conv2D(4, 5).withoutBias().named("long_b")));
        StoredWeights stored = KerasArchive.read(resource("branched.keras")).weights();

        // When, Then
        assertThatThrownBy(() -> stored.loadPartInto(other))
                .isInstanceOf(WeightsException.class)
                .hasMessage("long_b/kernel: expected the shape [5, 5, 4, 4], found [3, 3, 3, 4].");
        assertThat(other.namedWeights().values())
                .noneMatch(weight -> weight.value().isPresent());
    }

    @Test
    void shouldNameTheLayersThatDoNotMatch() {
        Model other = Model.of(Input.float32("image", Shape.of(8, 8, 3)).then(new Conv2D(4, 1).named("short")));

        assertThatThrownBy(() ->
                        KerasArchive.read(resource("branched.keras")).weights().loadInto(other))
                .hasMessageStartingWith("The file has no weights for the layers short; it has some for ")
                .hasMessageContaining("short_a");
    }

    /** As keras.applications' EfficientNet has it with weights of ImageNet. */
    @Test
    void shouldRescaleEachChannelByItsOwnNumber() throws IOException {
        Model model = KerasTopology.model(new ObjectMapper().readTree("""
                        {"class_name": "Sequential", "config": {"layers": [
                          {"class_name": "InputLayer", "config": {"name": "x", "batch_shape": [null, 1, 1, 3]}},
                          {"class_name": "Rescaling", "config": {"name": "r", "scale": [1.0, 2.0, 0.5], "offset": 0.25}}]}}"""));

        try (InferenceModel ready = model.inference(Options.seed(1))) {
            assertThat(ready.predict(HostTensor.float32(new long[] {1, 1, 1, 3}, 4, 4, 4))
                            .toFloats())
                    .containsExactly(4.25f, 8.25f, 2.25f);
        }
    }

    private static void assertAnswersAsKeras(Model model, String name) {
        try (InferenceModel ready = model.inference(Options.seed(1))) {
            float[] answers = ready.predict(HostTensor.float32(new long[] {2, 8, 8, 3}, numbers(name + ".input.txt")))
                    .toFloats();
            assertThat(answers).containsExactly(numbers(name + ".output.txt"), offset(1e-5f));
        }
    }

    private static float[] numbers(String name) {
        try {
            double[] values = Stream.of(Files.readString(resource(name)).strip().split("\\s+"))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            float[] floats = new float[values.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) values[i];
            }
            return floats;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path resource(String name) {
        return Path.of("src/test/resources/keras").resolve(name);
    }
}
