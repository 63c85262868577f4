package io.fovea.cnn.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Flatten;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;

/** The same weights in every format, for a model that they do not fit: what is said is the same, and nothing is half loaded. */
class MismatchTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(WeightFormat.class)
    void shouldLoadWhatFits(WeightFormat format) throws IOException {
        Model model = model("conv", 4, "dense");

        read(format).loadInto(model);

        assertThat(model.namedWeights().get("dense/kernel").value())
                .contains(weights().get("dense/kernel"));
        assertThat(model.namedWeights().get("conv/kernel").value())
                .contains(weights().get("conv/kernel"));
    }

    @ParameterizedTest
    @EnumSource(WeightFormat.class)
    void shouldNameLayersThatDoNotMatch(WeightFormat format) throws IOException {
        Model model = model("conv", 4, "logits");
        StoredWeights stored = read(format);

        assertThatThrownBy(() -> stored.loadInto(model))
                .isInstanceOf(WeightsException.class)
                .hasMessage("The file has no weights for the layers logits; it has some for conv, dense.");
        assertUntouched(model);
    }

    @ParameterizedTest
    @EnumSource(WeightFormat.class)
    void shouldNameLayerExpectedAndFoundShape(WeightFormat format) throws IOException {
        Model model = model("conv", 5, "dense");
        StoredWeights stored = read(format);

        assertThatThrownBy(() -> stored.loadInto(model))
                .isInstanceOf(WeightsException.class)
                .hasMessage("conv/kernel: expected the shape [1, 1, 3, 5], found [1, 1, 3, 4].");
        assertUntouched(model);
    }

    @ParameterizedTest
    @EnumSource(WeightFormat.class)
    void shouldSayThatAFileIsCutShort(WeightFormat format) throws IOException {
        Path file = write(format);
        Path contents = format == WeightFormat.TENSORFLOW_JS ? folder.resolve("shard") : file;
        byte[] whole = Files.readAllBytes(contents);
        Files.write(contents, Arrays.copyOf(whole, whole.length - 60));

        assertThatThrownBy(() -> WeightFile.read(file))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageMatching("(?s).*(cut short|cannot be read).*");
    }

    private StoredWeights read(WeightFormat format) throws IOException {
        return WeightFile.read(write(format)).weights();
    }

    private Path write(WeightFormat format) throws IOException {
        Model model = model("conv", 4, "dense");
        Path file = folder.resolve("file");
        switch (format) {
            case SAFETENSORS -> StoredWeights.of(weights()).writeSafetensors(file);
            case KERAS_HDF5 -> KerasWeights.write(file, model, weights());
            case KERAS_ARCHIVE -> writeArchive(file, model);
            case TENSORFLOW_JS -> writeTensorFlowJs(file);
            case ONNX -> writeOnnx(file);
        }
        return file;
    }

    private void writeArchive(Path file, Model model) throws IOException {
        Path inside = folder.resolve("inside.weights.h5");
        KerasWeights.write(inside, model, weights());
        String config = """
                {"class_name": "Functional", "config": {"layers": [
                  {"class_name": "InputLayer", "config": {"name": "x"}}, {"class_name": "Conv2D", "config": {"name": "conv"}},
                  {"class_name": "Flatten", "config": {"name": "flat"}}, {"class_name": "Dense", "config": {"name": "dense"}}]}}""";
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("config.json"));
            zip.write(config.getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("model.weights.h5"));
            zip.write(Files.readAllBytes(inside));
        }
    }

    private void writeTensorFlowJs(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode root = json.createObjectNode();
        root.putObject("modelTopology");
        ObjectNode group = root.putArray("weightsManifest").addObject();
        group.putArray("paths").add("shard");
        ArrayNode manifest = group.putArray("weights");
        ByteArrayOutputStream shard = new ByteArrayOutputStream();
        weights().forEach((name, value) -> {
            ArrayNode shape = manifest.addObject()
                    .put("name", name)
                    .put("dtype", "float32")
                    .putArray("shape");
            Arrays.stream(value.shape()).forEach(shape::add);
            shard.writeBytes(value.contents());
        });
        Files.write(folder.resolve("shard"), shard.toByteArray());
        Files.writeString(file, root.toString());
    }

    private static void writeOnnx(Path file) throws IOException {
        new OnnxFile()
                .floats("conv.weight", 1, new long[] {4, 3, 1, 1}, new float[12])
                .floats("dense.weight", 1, new long[] {16, 2}, new float[32])
                .node("Conv", new String[] {"x", "conv.weight"}, "y")
                .node("Gemm", new String[] {"y", "dense.weight"}, "z")
                .write(file);
    }

    private static Map<String, HostTensor> weights() {
        Map<String, HostTensor> weights = new LinkedHashMap<>();
        weights.put("conv/kernel", HostTensor.float32(new long[] {1, 1, 3, 4}, new float[12]));
        weights.put("dense/kernel", HostTensor.float32(new long[] {16, 2}, new float[32]));
        return weights;
    }

    private static Model model(String conv, int filters, String dense) {
        SymbolicTensor image = Input.float32("x", Shape.of(2, 2, 3));
        return Model.of(image.then(new Conv2D(filters, 1).withoutBias().named(conv))
                .then(new Flatten().named("flat"))
                .then(new Dense(2).withoutBias().named(dense)));
    }

    private static void assertUntouched(Model model) {
        assertThat(List.copyOf(model.namedWeights().values()))
                .noneMatch(weight -> weight.value().isPresent());
    }
}
