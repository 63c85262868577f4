package io.fovea.cnn.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.InferenceModel;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import io.fovea.cnn.architectures.Architectures;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

/** What TensorFlow.js computes with the same weights; {@code src/test/tfjs} makes the fixtures. */
class TensorFlowJsParityTest {
    private static final float TOLERANCE = 1e-4f;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Safetensors LAYERS = layers();

    static Stream<String> cases() {
        return LAYERS.metadata().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldComputeALayerAsTensorFlowJsDoes(String name) throws IOException {
        // Given
        Model model = KerasTopology.model(JSON.readTree(LAYERS.metadata().get(name)));
        new StoredWeights(weights(name)).loadInto(model);
        List<HostTensor> inputs = new ArrayList<>();
        for (int i = 0; LAYERS.tensors().containsKey(name + "/input" + i); i++) {
            inputs.add(LAYERS.tensors().get(name + "/input" + i));
        }
        HostTensor expected = LAYERS.tensors().get(name + "/output");

        // When
        HostTensor answer;
        try (InferenceModel ready = model.inference(Options.seed(1))) {
            answer = ready.predict(inputs).get(0);
        }

        // Then
        assertThat(answer.shape()).isEqualTo(expected.shape());
        assertThat(answer.toFloats()).containsExactly(expected.toFloats(), offset(TOLERANCE));
    }

    static List<String> networks() throws IOException {
        List<String> names = new ArrayList<>();
        fixture("architectures.json").fieldNames().forEachRemaining(names::add);
        return names;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void shouldComputeANetworkAsTensorFlowJsDoes(String name) throws IOException {
        // Given
        JsonNode fixture = fixture("architectures.json").path(name);
        Shape input = Shape.of(
                fixture.path("input").get(0).asLong(),
                fixture.path("input").get(1).asLong(),
                3);
        Model model = Architectures.named(name).build(input, 10);
        model.namedWeights().forEach((path, weight) -> weight.set(TensorFlowJsNumbers.weight(path, weight)));
        float[] pixels = TensorFlowJsNumbers.uniform(
                name + "/input",
                (int) input.size(),
                fixture.path("range").get(0).asDouble(),
                fixture.path("range").get(1).asDouble());

        // When
        float[] logits;
        try (InferenceModel ready = model.inference(Options.seed(1))) {
            logits = ready.predict(HostTensor.float32(input.prepend(1).asArray(), pixels))
                    .toFloats();
        }

        // Then: within 1e-4 of the largest
        assertThat(model.parameters()).isEqualTo(fixture.path("parameters").asLong());
        float[] expected = JSON.treeToValue(fixture.path("logits"), float[].class);
        float largest = 1;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(logits).containsExactly(expected, offset(TOLERANCE * largest));
    }

    private static Map<String, Map<String, HostTensor>> weights(String name) {
        String prefix = name + "/weights/";
        Map<String, Map<String, HostTensor>> weights = new LinkedHashMap<>();
        LAYERS.tensors().forEach((path, value) -> {
            if (path.startsWith(prefix)) {
                String[] parts = path.substring(prefix.length()).split("/");
                weights.computeIfAbsent(parts[0], layer -> new LinkedHashMap<>())
                        .put(parts[1], value);
            }
        });
        return weights;
    }

    private static Safetensors layers() {
        try {
            return Safetensors.read(Path.of(TensorFlowJsParityTest.class
                    .getResource("/tfjs/layers.safetensors")
                    .toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode fixture(String file) throws IOException {
        try (InputStream in = TensorFlowJsParityTest.class.getResourceAsStream("/tfjs/" + file)) {
            return JSON.readTree(in);
        }
    }
}
