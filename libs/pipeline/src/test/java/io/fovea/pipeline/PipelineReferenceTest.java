package io.fovea.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.architectures.Architecture;
import io.fovea.cnn.architectures.Architectures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

/** The reference and the examples say what the code does. */
class PipelineReferenceTest {

    private static final Path REFERENCE = Path.of("../../docs/PIPELINE.md");
    private static final List<Path> SHIPPED =
            List.of(Path.of("../../examples/digits"), Path.of("../../examples/images"));
    private static final Schema IMAGES = Schema.ofImages();
    private static final Schema BARS = Schema.ofBars();

    @ParameterizedTest
    @MethodSource
    void shouldParseEveryExampleOfTheReference(String yaml) {
        // When
        PipelineSpec spec = PipelineSpec.parse(yaml);

        // Then
        assertThat(spec.name()).matches("(digits|monthly|birds|tiles).*");
    }

    static List<String> shouldParseEveryExampleOfTheReference() throws IOException {
        return found("```yaml\\n(.*?)```");
    }

    @Test
    void shouldHaveEveryKeyInTheReference() throws IOException {
        // Given
        TreeSet<String> known = new TreeSet<>();
        collect(IMAGES, IMAGES.root(), "", known);
        collect(BARS, BARS.root(), "", known);

        // When
        TreeSet<String> documented = new TreeSet<>(found("(?m)^\\| `([A-Za-z0-9.*\\[\\]]+)` \\|"));

        // Then
        known.removeIf(
                key -> !key.endsWith("learningRate") && known.stream().anyMatch(other -> other.startsWith(key + ".")));
        assertThat(documented)
                .containsAll(known.stream()
                        .map(key -> key.replaceAll(
                                "(sgd|rmsprop|adamw|adam|adagrad|nadam)\\.learningRate", "*.learningRate"))
                        .toList());
        assertThat(documented).allMatch(key -> key.contains("*") || isKnown(IMAGES, key) || isKnown(BARS, key));
    }

    @ParameterizedTest
    @MethodSource
    void shouldParseEveryPipelineThatShips(Path file) {
        // When
        PipelineSpec spec = PipelineSpec.read(file);

        // Then
        assertThat(file.getFileName()).hasToString(spec.name() + ".yaml");
    }

    static List<Path> shouldParseEveryPipelineThatShips() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : SHIPPED) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".yaml")).sorted().forEach(found::add);
            }
        }
        return found;
    }

    @Test
    void shouldAllowTheArchitecturesThatReadSequences() {
        // When
        List<String> allowed = Schema.choices(BARS.at("/properties/model/properties/architecture"));

        // Then
        List<String> sequential = Architectures.names().stream()
                .filter(name -> Architectures.named(name).defaultInput().numDimensions() == 2)
                .toList();
        assertThat(allowed).containsExactlyInAnyOrderElementsOf(sequential);
    }

    @Test
    void shouldAllowTheArchitecturesThatClassifyImages() {
        // When
        List<String> allowed = Schema.choices(IMAGES.at("/properties/model/properties/architecture"));

        // Then
        List<String> classifiers = Architectures.names().stream()
                .filter(name -> classifiesImages(Architectures.named(name)))
                .toList();
        assertThat(allowed).containsExactlyInAnyOrderElementsOf(classifiers);
    }

    /** From height, width and channels to one logit a class. */
    private static boolean classifiesImages(Architecture architecture) {
        List<SymbolicTensor> outputs =
                architecture.build(architecture.defaultInput(), 2).outputs();
        return architecture.defaultInput().numDimensions() == 3
                && outputs.size() == 1
                && outputs.get(0).shape().equals(Shape.of(2));
    }

    private static boolean isKnown(Schema schema, String key) {
        return schema.places(last(key)).contains(key.replace("[]", ""));
    }

    private static void collect(Schema root, JsonNode schema, String path, Set<String> keys) {
        for (String name : Schema.keys(schema)) {
            String key = path.isEmpty() ? name : path + "." + name;
            JsonNode property = root.property(schema, name);
            keys.add(key);
            collect(root, property, key, keys);
            collect(root, property.path("items"), key + "[]", keys);
        }
    }

    private static String last(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    private static List<String> found(String pattern) throws IOException {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(Files.readString(REFERENCE))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
