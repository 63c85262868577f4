package io.fovea.cli.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cli.run.RunData;
import io.fovea.cli.terminal.Glyphs;
import io.fovea.cli.terminal.Ink;
import io.fovea.cli.terminal.Progress;
import io.fovea.cli.terminal.Step;
import io.fovea.cli.terminal.Terminal;
import io.fovea.datasets.DatasetImage;
import io.fovea.datasets.ImageDataset;
import io.fovea.datasets.Split;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.trainer.examples.LabelledExample;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class LabelledImagesTest {
    private static final PipelineSpec NUMBERS = PipelineSpec.parse("""
            pipeline: numbers
            input: {channels: 1, size: [8, 16]}
            label: {kind: sequence, longest: 2}
            model: {architecture: ffnn, classes: 10}
            """);

    @Test
    void shouldKeepASequenceAsItsClassesAndLeaveOutOneThatIsTooLong() {
        // Given
        ImageDataset numbers = dataset(image(1, "4", "2"), image(2, "7"), image(3, "1", "2", "3"));

        // When
        LabelledImages read;
        try (Step step = new Progress(silent()).step("read")) {
            read = LabelledImages.read(new RunData(numbers, NUMBERS), NUMBERS, step);
        }

        // Then
        assertThat(read.examples()).extracting(LabelledExample::classes).containsExactly(List.of(4, 2), List.of(7));
        assertThat(read.broken()).isZero();
    }

    private static DatasetImage image(int grey, String... digits) {
        var picture = new BufferedImage(16, 8, BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setSample(0, 0, 0, grey);
        var png = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", png);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return new DatasetImage(
                "number", png.toByteArray(), "image/png", Optional.empty(), Split.TRAIN, List.of(digits), List.of());
    }

    private static ImageDataset dataset(DatasetImage... images) {
        return new ImageDataset() {
            @Override
            public long size() {
                return images.length;
            }

            @Override
            public List<String> classes() {
                return List.of();
            }

            @Override
            public Stream<DatasetImage> images() {
                return Stream.of(images);
            }
        };
    }

    private static Terminal silent() {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        return new Terminal(nowhere, nowhere, Ink.PLAIN, Ink.PLAIN, Glyphs.ASCII, false, 100);
    }
}
