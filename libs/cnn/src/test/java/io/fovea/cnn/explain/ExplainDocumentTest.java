package io.fovea.cnn.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.InferenceModel;
import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import io.fovea.cnn.architectures.Architectures;
import io.fovea.cnn.layers.Rescaling;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/** The code of docs/EXPLAIN.md, as it stands there. */
class ExplainDocumentTest {
    private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void shouldDoWhatTheDocumentSays(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("seven.png");
        HostTensor images = HostTensor.uint8(new long[] {1, 28, 28, 1}, new byte[28 * 28]);
        Model model = Architectures.named("lenet5")
                .build(Input.uint8("image", Shape.of(28, 28, 1)).then(Rescaling.pixelsTo(0, 1)), 10);
        try (InferenceModel network = model.inference(Options.seed(1))) {
            Explanation explanation = network.explain(images); // or explain(images, 7), or explainAt("conv2", images)
            Plane heat = Plane.ofExample(explanation.gradCam().orElseThrow(), 0);
            BufferedImage sheet = new HeatMapSheet("seven", Pictures.input(images, 0))
                    .gradCam(heat, "Grad-CAM")
                    .saliency(Plane.ofExample(explanation.saliency(), 0), "saliency")
                    .draw();
            Pictures.writePng(sheet, file);
        }
        assertThat(file).isNotEmptyFile();
    }

    @Test
    void shouldBeWhatTheDocumentShows() throws IOException {
        // Given
        String source =
                withoutSpace(Files.readString(Path.of("src/test/java/io/fovea/cnn/explain/ExplainDocumentTest.java")));

        // When
        List<String> shown = CODE.matcher(Files.readString(Path.of("../../docs/EXPLAIN.md")))
                .results()
                .map(code -> withoutSpace(code.group(1)))
                .toList();

        // Then
        assertThat(shown).hasSize(1).allMatch(source::contains);
    }

    private static String withoutSpace(String code) {
        return code.replaceAll("\\s+", "");
    }
}
