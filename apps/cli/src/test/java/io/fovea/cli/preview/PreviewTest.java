package io.fovea.cli.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.datasets.Datasets;
import io.fovea.datasets.ImageDataset;
import io.fovea.pipeline.PipelineSpec;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreviewTest {
    private static final ImageDataset DIGITS = Datasets.open(Path.of("../../examples/digits"));

    @Test
    void shouldShowEachClassAsItCameAsSeenAndAsAugmented() {
        // Given
        PipelineSpec pipeline = pipeline("augment: [{rotate: 20}, {cutout: 8}]");

        // When
        List<PreviewRow> rows = new Preview(pipeline, 10, 3).rows(DIGITS);
        BufferedImage sheet = Preview.sheet(pipeline, rows);

        // Then
        assertThat(rows).extracting(PreviewRow::label).containsExactlyInAnyOrder("0 1 2 3 4 5 6 7 8 9".split(" "));
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.original().shape()).containsExactly(28, 28, 3);
            assertThat(row.seen().shape()).containsExactly(20, 20, 1);
            assertThat(row.augmented()).hasSize(3);
            assertThat(row.augmented().get(0).picture().pixels())
                    .isNotEqualTo(row.augmented().get(1).picture().pixels());
        });
        assertThat(sheet.getWidth()).isGreaterThan(5 * 100);
        assertThat(sheet.getHeight()).isGreaterThan(10 * 100);
    }

    @Test
    void shouldSayBothLabelsOfAMixedPicture() {
        // When
        List<PreviewRow> rows = new Preview(pipeline("augment: [{mixup: 0.4}]"), 4, 1).rows(DIGITS);

        // Then
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.augmented().get(0).label())
                        .matches("[01][.][0-9]{2} " + row.label() + " [+] [0-9]"));
    }

    @Test
    void shouldSayWhatCannotBeShown() {
        PipelineSpec birds = PipelineSpec.parse("""
                pipeline: birds
                input: {channels: 3, size: [32, 32]}
                model: {architecture: cifarcnn, classes: [owl, parrot]}
                """);
        assertThatThrownBy(() -> new Preview(birds, 4, 1).rows(DIGITS))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("There is no image of the classes owl, parrot in this data.");
        assertThatThrownBy(() -> new Preview(birds, 0, 1))
                .hasMessage("0 images and 1 epochs are not allowed; allowed: 1 to 100 and 1 to 20.");
    }

    private static PipelineSpec pipeline(String augment) {
        return PipelineSpec.parse("""
                pipeline: digits
                input: {channels: 1, size: [20, 20]}
                transforms: [{resize: {method: area}}, {rescale: [0, 1]}]
                %s
                model: {architecture: lenet5, classes: 10}
                """.formatted(augment));
    }
}
