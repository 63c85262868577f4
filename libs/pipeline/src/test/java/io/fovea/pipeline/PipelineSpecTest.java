package io.fovea.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.pipeline.TransformSpec.Resize;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PipelineSpecTest {

    /** The example of the design, as it stands there. */
    private static final String DIGITS = """
            pipeline: digits
            input: {channels: 1, size: [28, 28]}
            transforms: [{rescale: [0, 1]}]
            augment: [{shift: 0.1}]                       # training only
            model: {architecture: lenet5, classes: 10}    # or backbone: + head: for transfer learning
            train: {optimizer: {sgd: {learningRate: 0.01}}, batchSize: 32, epochs: 20, earlyStopping: {patience: 5}, seed: 7}
            serve: {promote: {when: "accuracy > 0.97"}, batch: {max: 64, waitMillis: 5}}
            """;

    @Test
    void shouldReadALabelThatIsASequence() {
        assertThat(PipelineSpec.parse(DIGITS + "label: {kind: sequence, longest: 5}\n")
                        .sequence())
                .hasValue(new SequenceSpec(5));
        assertThat(PipelineSpec.parse(DIGITS + "label: {kind: class}\n").sequence())
                .isEmpty();
        assertThat(PipelineSpec.parse(DIGITS).sequence()).isEmpty();
    }

    @Test
    void shouldReadAFolderToWatch() {
        // When
        PipelineSpec spec = PipelineSpec.parse("""
                pipeline: scans
                input: {channels: 1, size: [28, 28], folder: {path: scans/new, labelFromFolder: true}}
                model: {architecture: lenet5, classes: 10}
                """);

        // Then
        assertThat(spec.image().folder()).contains(new FolderSpec("scans/new", true));
    }

    @Test
    void shouldReadTheDesignsExample() {
        // When
        PipelineSpec digits = PipelineSpec.parse(DIGITS);

        // Then
        assertThat(digits.name()).isEqualTo("digits");
        assertThat(digits.file()).isEqualTo(DIGITS);
        assertThat(digits.version()).hasSize(64).matches("[0-9a-f]+");
        assertThat(digits.input()).isEqualTo(new ImageInput(1, 28, 28));
        assertThat(digits.transforms()).containsExactly(new TransformSpec.Rescale(0, 1));
        assertThat(digits.augment()).containsExactly(new AugmentSpec.Shift(0.1));
        assertThat(digits.model())
                .isEqualTo(new ModelSpec(
                        Optional.of("lenet5"),
                        Optional.empty(),
                        List.of(),
                        List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
                        "digits"));
        assertThat(digits.train())
                .isEqualTo(new TrainSpec(
                        new OptimizerSpec.Sgd(0.01, 0, false),
                        UpdateSpec.NONE,
                        Optional.empty(),
                        new LossSpec(0, 0),
                        Optional.empty(),
                        List.of(),
                        32,
                        20,
                        Optional.of(new EarlyStopping(5, "val_loss", 0)),
                        0.2,
                        List.of(),
                        7));
        assertThat(digits.serve())
                .isEqualTo(new ServeSpec(
                        Optional.of(new PromoteRule("accuracy", PromoteCondition.Comparison.ABOVE, 0.97)),
                        new BatchSpec(64, 5),
                        EngineName.AUTO,
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void shouldFillInDefaults() {
        // When
        PipelineSpec spec = PipelineSpec.parse("""
                pipeline: small
                input: {channels: 3, size: [32, 48]}
                model: {architecture: ffnn, classes: 2}
                """);

        // Then
        assertThat(spec.input()).isEqualTo(new ImageInput(3, 32, 48));
        assertThat(spec.transforms()).isEmpty();
        assertThat(spec.augment()).isEmpty();
        assertThat(spec.model().name()).isEqualTo("small");
        assertThat(spec.train())
                .isEqualTo(new TrainSpec(
                        new OptimizerSpec.Adam(0.001),
                        UpdateSpec.NONE,
                        Optional.empty(),
                        new LossSpec(0, 0),
                        Optional.empty(),
                        List.of(),
                        32,
                        10,
                        Optional.empty(),
                        0.2,
                        List.of(),
                        1));
        assertThat(spec.serve())
                .isEqualTo(new ServeSpec(
                        Optional.empty(), new BatchSpec(64, 5), EngineName.AUTO, Optional.empty(), Optional.empty()));
    }

    @Test
    void shouldReadEveryStepOnPictures() {
        // When
        PipelineSpec spec = PipelineSpec.parse("""
                pipeline: p
                input: {channels: 3, size: [32, 48]}
                transforms:
                  - cropToBoxes: {widen: 0.1}
                  - resize: {}
                  - resize: {size: [40, 60], method: area, aspect: pad, antialias: true}
                  - centerCrop: [32, 48]
                  - greyscale: {}
                  - rescale: [0, 1]
                  - standardize: {mean: [0.5], standardDeviation: [0.2, 0.3, 0.4]}
                augment:
                  - flip: horizontal
                  - flip: both
                  - rotate: 10
                  - zoom: 0.1
                  - randomCrop: {padding: 4}
                  - brightness: 0.1
                  - contrast: 0.2
                  - saturation: 0.3
                  - hue: 0.4
                  - cutout: 8
                  - cutmix: 1
                model: {architecture: ffnn, classes: 2}
                """);

        // Then
        assertThat(spec.transforms())
                .containsExactly(
                        new TransformSpec.CropToBoxes(0.1),
                        new Resize(32, 48, Resize.Method.BILINEAR, Resize.Aspect.STRETCH, false),
                        new Resize(40, 60, Resize.Method.AREA, Resize.Aspect.PAD, true),
                        new TransformSpec.CenterCrop(32, 48),
                        new TransformSpec.Greyscale(),
                        new TransformSpec.Rescale(0, 1),
                        new TransformSpec.Standardize(List.of(0.5), List.of(0.2, 0.3, 0.4)));
        assertThat(spec.augment())
                .containsExactly(
                        new AugmentSpec.Flip(true, false),
                        new AugmentSpec.Flip(true, true),
                        new AugmentSpec.Rotate(10),
                        new AugmentSpec.Zoom(0.1),
                        new AugmentSpec.RandomCrop(4),
                        new AugmentSpec.Brightness(0.1),
                        new AugmentSpec.Contrast(0.2),
                        new AugmentSpec.Saturation(0.3),
                        new AugmentSpec.Hue(0.4),
                        new AugmentSpec.Cutout(8),
                        new AugmentSpec.Cutmix(1));
    }

    @Test
    void shouldPromoteByWhatIsMeasured() {
        // Given
        String rule = "val_top_3_accuracy > 0.95 and auc > 0.9 and accuracy > 0.5";

        // When
        PipelineSpec spec = PipelineSpec.parse("""
                pipeline: small
                input: {channels: 1, size: [28, 28]}
                model: {architecture: lenet5, classes: 10}
                train: {metrics: [auc, top_3_accuracy]}
                serve: {promote: {when: "%s"}}
                """.formatted(rule));

        // Then
        assertThat(spec.serve().promote().orElseThrow().conditions())
                .extracting(PromoteCondition::metric)
                .containsExactly("val_top_3_accuracy", "auc", "accuracy");
    }

    @Test
    void shouldKeepClassNamesAsTheyAreWritten() {
        // When
        PipelineSpec spec = PipelineSpec.parse("""
                pipeline: names
                input: {channels: 1, size: [28, 28]}
                model: {architecture: ffnn, classes: [no, 007, 1.0, true, "5", on]}
                """);

        // Then
        assertThat(spec.model().classes()).containsExactly("no", "007", "1.0", "true", "5", "on");
    }

    @Test
    void shouldGiveEachTextItsOwnVersion() {
        // When
        PipelineSpec one = PipelineSpec.parse(DIGITS);
        PipelineSpec other = PipelineSpec.parse(DIGITS + "# a comment\n");

        // Then
        assertThat(one.version()).isEqualTo(PipelineSpec.parse(DIGITS).version());
        assertThat(one.version()).isNotEqualTo(other.version());
    }

    @Test
    void shouldMapPixelsToTheRange() {
        // Given
        TransformSpec.Rescale rescale = new TransformSpec.Rescale(-1, 1);

        // When
        double white = 255 * rescale.scale() + rescale.offset();

        // Then
        assertThat(white).isEqualTo(1);
        assertThat(rescale.offset()).isEqualTo(-1);
    }
}
