package io.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fovea.cli.terminal.RecordingTerminal;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Model;
import io.fovea.cnn.architectures.Architectures;
import io.fovea.cnn.weights.StoredWeights;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/** {@code model import} and {@code model classify}. */
class ModelFilesTest {

    private static final int CLASSES = 3;
    private static final int LIKELY = 2;

    @TempDir
    private Path folder;

    private final RecordingTerminal terminal = new RecordingTerminal();
    private Path weights = Path.of("");
    private Path photo = Path.of("");

    /** LeNet-5 of three classes, whose weights are 0 but for a bias that favours the last. */
    @BeforeEach
    void write() throws IOException {
        Model model = Architectures.named("lenet5").build(Shape.of(28, 28, 1), CLASSES);
        Map<String, HostTensor> byPath = new LinkedHashMap<>();
        model.namedWeights().forEach((name, weight) -> {
            float[] values = new float[(int) weight.shape().size()];
            if (name.equals("fc7/bias")) {
                values[LIKELY] = (float) Math.log(2);
            }
            byPath.put(name, HostTensor.float32(weight.shape().asArray(), values));
        });
        weights = folder.resolve("lenet5.safetensors");
        StoredWeights.of(byPath).writeSafetensors(weights);
        photo = folder.resolve("photo.png");
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", photo.toFile());
    }

    @Test
    void shouldShowWhatIsInAFileAndWhatItFits() {
        assertThat(run("import", weights.toString())).isZero();
        assertThat(terminal.out())
                .contains("conv3  kernel  5 x 5 x 16 x 120   48,000    192,000")
                .contains("safetensors, weights only: ")
                .contains("Fits lenet5 with its classifier of 3 classes");
    }

    @Test
    void shouldShowTheSameAsJson() throws IOException {
        run("import", weights.toString(), "--json");

        JsonNode json = new ObjectMapper().readTree(terminal.out());
        assertThat(json.path("format").asText()).isEqualTo("safetensors");
        assertThat(json.path("layers").path("conv1").path("kernel").toString()).isEqualTo("[5,5,1,6]");
        assertThat(json.path("fits").get(0).path("architecture").asText()).isEqualTo("lenet5");
        assertThat(json.path("fits").get(0).path("classes").asInt()).isEqualTo(CLASSES);
    }

    @Test
    void shouldClassifyWithTheArchitectureThatFits() throws IOException {
        // Given
        Path labels = folder.resolve("labels.txt");
        Files.writeString(labels, "background\ncat\ndog\nbird\n");

        // When
        int status = run(
                "classify",
                "--weights",
                weights.toString(),
                "--labels",
                labels.toString(),
                "--top",
                "2",
                photo.toString());

        // Then
        assertThat(status).isZero();
        assertThat(terminal.out().lines())
                .contains(
                        "photo      probability  class", "photo.png       50.0 %  bird", "                25.0 %  cat")
                .contains("lenet5, pixels raw");
    }

    @Test
    void shouldExplainWithTheArchitectureThatFits() throws IOException {
        // When
        int status = CommandLines.on(terminal)
                .execute(
                        "explain",
                        "--weights",
                        weights.toString(),
                        photo.toString(),
                        "--layer",
                        "conv1",
                        "--out",
                        folder.resolve("explained.png").toString(),
                        "--json");

        // Then
        assertThat(status).as(terminal.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(terminal.out());
        assertThat(json.path("class").asInt()).isEqualTo(LIKELY);
        assertThat(json.path("answer").asDouble()).isCloseTo(0.5, within(1e-6));
        assertThat(json.path("gradCam")).hasSize(24);
    }

    @Test
    void shouldDrawFiltersAndActivationsOfWeightsWithoutAClassifier() throws IOException {
        // Given
        Model model = Architectures.named("lenet5").build(Shape.of(28, 28, 1), CLASSES);
        Map<String, HostTensor> byPath = new LinkedHashMap<>();
        model.namedWeights().forEach((name, weight) -> {
            if (name.startsWith("conv")) {
                byPath.put(
                        name,
                        HostTensor.float32(
                                weight.shape().asArray(),
                                new float[(int) weight.shape().size()]));
            }
        });
        Path headless = folder.resolve("headless.safetensors");
        StoredWeights.of(byPath).writeSafetensors(headless);
        String out = folder.resolve("out.png").toString();

        // When
        int filters = CommandLines.on(terminal)
                .execute("explain", "--weights", headless.toString(), "--show", "filters", "--out", out);
        int activations = CommandLines.on(terminal)
                .execute(
                        "explain",
                        "--weights",
                        headless.toString(),
                        photo.toString(),
                        "--show",
                        "activations",
                        "--out",
                        out);
        int gradCam = CommandLines.on(terminal)
                .execute("explain", "--weights", headless.toString(), photo.toString(), "--out", out);

        // Then
        assertThat(filters).as(terminal.err()).isZero();
        assertThat(activations).isZero();
        assertThat(gradCam).isEqualTo(1);
        assertThat(terminal.err())
                .contains("This is lenet5 without classifier, so there is no class to explain")
                .hasLineCount(1);
    }

    @Test
    void shouldClassifyAsJson() throws IOException {
        run("classify", "--weights", weights.toString(), "--json", photo.toString());

        JsonNode best = new ObjectMapper()
                .readTree(terminal.out())
                .path("photos")
                .get(0)
                .path("classes")
                .get(0);
        assertThat(best.path("class").asInt()).isEqualTo(LIKELY);
        assertThat(best.path("label").asText()).isEqualTo("class 2");
        assertThat(best.path("probability").asDouble()).isBetween(0.499, 0.501);
    }

    @Test
    void shouldSayInASentenceWhatIsWrong() throws IOException {
        Path text = folder.resolve("text.txt");
        Files.writeString(text, "one\n");

        assertSays("There is no file ", "import", folder.resolve("absent.h5").toString());
        assertSays(
                "is no picture: PNG, JPEG, GIF and BMP are read.",
                "classify",
                "--weights",
                weights.toString(),
                text.toString());
        assertSays(
                "are 1, and the model has 3 classes.",
                "classify",
                "--weights",
                weights.toString(),
                "--labels",
                text.toString(),
                photo.toString());
        assertSays(
                "The file has no weights for the layers block1_conv1",
                "classify",
                "--weights",
                weights.toString(),
                "--architecture",
                "vgg16",
                photo.toString());
        assertSays(
                "lenet5 has no width",
                "classify",
                "--weights",
                weights.toString(),
                "--architecture",
                "lenet5",
                "--width",
                "0.5",
                photo.toString());
    }

    @Test
    void shouldNamePhotosWithPublishedWeights() {
        assertThat(run(
                        "classify",
                        "--weights",
                        shared("weights/squeezenet-imagenet/SqueezeNet_fp16.onnx"),
                        "--labels",
                        shared("photos/imagenet_labels.txt"),
                        "--top",
                        "1",
                        shared("photos/bird.png"),
                        shared("photos/parrot.png"),
                        shared("photos/hot_dog.png")))
                .isZero();
        assertThat(terminal.out())
                .contains("chickadee")
                .contains("macaw")
                .contains("hotdog")
                .contains("squeezenet");
    }

    @Test
    void shouldAskForThePixelsThatAWholeModelWasTrainedOn() {
        String detector = shared("weights/mobilenet-vww/vww_96.h5");

        assertSays(
                "does not say what pixels its model was trained on: --preprocessing does",
                "classify",
                "--weights",
                detector,
                shared("photos/grace_hopper.png"));
        assertThat(run(
                        "classify",
                        "--weights",
                        detector,
                        "--preprocessing",
                        "unit",
                        "--top",
                        "1",
                        shared("photos/grace_hopper.png"),
                        shared("photos/sunflower.png")))
                .isZero();
        assertThat(terminal.out()).containsSubsequence("grace_hopper.png", "class 1", "sunflower.png", "class 0");
    }

    private void assertSays(String sentence, String... arguments) {
        assertThat(run(arguments)).isEqualTo(1);
        assertThat(terminal.err()).contains(sentence).doesNotContain("Exception");
        assertThat(terminal.out()).isEmpty();
    }

    private int run(String... arguments) {
        String[] line = new String[arguments.length + 1];
        line[0] = "model";
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        return CommandLines.on(terminal).execute(line);
    }

    private static String shared(String path) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolve("shared/data").resolve(path);
            if (Files.exists(file)) {
                return file.toString();
            }
        }
        assumeThat(false).as("Skipped: shared/data/%s is not there.", path).isTrue();
        throw new IllegalStateException("unreachable");
    }
}
