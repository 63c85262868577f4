package io.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fovea.cli.terminal.RecordingTerminal;
import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import io.fovea.cnn.architectures.Architectures;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Rescaling;
import io.fovea.cnn.losses.Loss;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

class ExplainCommandTest {

    @TempDir
    private static Path folder;

    private static Path photo;

    private final RecordingTerminal terminal = new RecordingTerminal();

    @BeforeAll
    static void exportAModel() throws IOException {
        photo = digit(folder.resolve("seven.png"));
        export(folder.resolve("lenet5"));
    }

    /** A LeNet-5 that has learnt nothing, as a pipeline exports it. */
    static void export(Path target) {
        Model model = Architectures.named("lenet5")
                .build(Input.uint8("image", Shape.of(28, 28, 1)).then(Rescaling.pixelsTo(0, 1)), 10);
        try (var network = model.inference(Options.seed(1))) {
            network.export(target, Loss.sparseCategoricalCrossentropyFromLogits());
        }
    }

    static Path digit(Path file) throws IOException {
        var image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 5; i < 23; i++) {
            image.setRGB(i, 6, 0xffffff);
            image.setRGB(22 - i / 2, i, 0xffffff);
        }
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    @Test
    void shouldDrawGradCamAndSaliency() throws IOException {
        // When
        JsonNode facts = explain(photo.toString());

        // Then
        assertThat(facts.path("class").asInt()).isBetween(0, 9);
        assertThat(facts.path("label").asText())
                .isEqualTo("class " + facts.path("class").asInt());
        assertThat(facts.path("gradCam")).hasSize(5);
        assertThat(facts.path("gradCam").get(0)).hasSize(5);
        assertThat(picture(facts).getWidth()).isGreaterThan(3 * 224);
    }

    @Test
    void shouldExplainTheClassAskedFor() throws IOException {
        assertThat(explain(photo.toString(), "--class", "3", "--show", "saliency")
                        .path("class")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void shouldDrawActivationsOfALayer() throws IOException {
        assertThat(explain(photo.toString(), "--show", "activations", "--layer", "conv2")
                        .path("maps")
                        .toString())
                .isEqualTo("[19,19,16]");
        assertThat(explain(photo.toString(), "--show", "activations")
                        .path("layer")
                        .asText())
                .isEqualTo("conv1");
    }

    @Test
    void shouldDrawFilters() throws IOException {
        assertThat(explain("--show", "filters").path("filters").toString()).isEqualTo("[5,5,1,6]");
    }

    @Test
    void shouldDrawEdgesWithoutANetwork() throws IOException {
        // When
        Path out = folder.resolve("edges.png");
        int status = CommandLines.on(terminal)
                .execute("explain", photo.toString(), "--show", "edges", "--out", out.toString());

        // Then
        assertThat(status).isZero();
        assertThat(terminal.out()).startsWith(out + ", ");
        assertThat(ImageIO.read(out.toFile()).getWidth()).isGreaterThan(5 * 190);
    }

    @Test
    void shouldSayWhatIsWrongInASentence() throws IOException {
        Path text = Files.writeString(folder.resolve("text.png"), "no picture");
        assertThat(failure(photo.toString(), "--class", "cat"))
                .endsWith("has no class cat; --class takes a label, or an index from 0 to 9.");
        assertThat(failure(photo.toString(), "--show", "activations", "--layer", "fc6"))
                .endsWith(
                        "has no layer fc6 with height and width; there are rescaling, conv1, pool1, conv2, pool2, conv3.");
        assertThat(failure(photo.toString(), "--layer", "conv1")).contains("last convolution only");
        assertThat(failure(text.toString())).contains("text.png is no picture that can be read");
        assertThat(failure(folder.resolve("gone.png").toString())).contains("There is no file");
        assertThat(failure()).contains("Missing: PHOTO");
        assertThat(failure("a.png", "b.png")).contains("'b.png' is one argument too many");
    }

    @Test
    void shouldRefuseANetworkThatTakesNoPicture() {
        // Given: a head on features
        Path head = folder.resolve("head");
        Model model = Model.of(Input.float32("features", Shape.of(12)).then(new Dense(3)));
        try (var network = model.inference(Options.seed(1))) {
            network.export(head, Loss.sparseCategoricalCrossentropyFromLogits());
        }

        // When
        int status = CommandLines.on(terminal).execute("explain", photo.toString(), "--saved-model", head.toString());

        // Then
        assertThat(status).isEqualTo(1);
        assertThat(terminal.err()).contains("takes FLOAT32[12], no picture").hasLineCount(1);
    }

    private String failure(String... arguments) {
        var own = new RecordingTerminal();
        assertThat(run(own, arguments)).isNotZero();
        assertThat(own.err()).hasLineCount(1);
        return own.err().strip();
    }

    private JsonNode explain(String... arguments) throws IOException {
        var own = new RecordingTerminal();
        assertThat(run(own, arguments)).as(own.err()).isZero();
        return new ObjectMapper().readTree(own.out());
    }

    private static int run(RecordingTerminal terminal, String... arguments) {
        var words = new java.util.ArrayList<>(java.util.List.of("explain"));
        words.addAll(java.util.List.of(arguments));
        words.addAll(java.util.List.of(
                "--saved-model",
                folder.resolve("lenet5").toString(),
                "--out",
                folder.resolve("out.png").toString(),
                "--json"));
        return CommandLines.on(terminal).execute(words.toArray(String[]::new));
    }

    private static BufferedImage picture(JsonNode facts) throws IOException {
        return ImageIO.read(Path.of(facts.path("picture").asText()).toFile());
    }
}
