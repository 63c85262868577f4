package io.fovea.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.pipeline.TransformSpec.Resize;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    void shouldReadWhenDriftAsksForATraining() {
        // When
        String file = """
                pipeline: digits
                input: {channels: 1, size: [28, 28]}
                model: {architecture: lenet5, classes: 10}
                serve: {drift: {retrain: %s}}
                """;

        // Then
        assertThat(retrain(file.formatted("{}"))).contains(new RetrainSpec(3, Duration.ofHours(1)));
        assertThat(retrain(file.formatted("{after: 5, pause: 2d}"))).contains(new RetrainSpec(5, Duration.ofDays(2)));
        assertThat(PipelineSpec.parse(file.replace("retrain: %s", "window: 50"))
                        .serve()
                        .drift())
                .contains(new DriftSpec(50, 0.2, 0.01, Optional.empty()));
    }

    private static Optional<RetrainSpec> retrain(String file) {
        return PipelineSpec.parse(file).serve().drift().flatMap(DriftSpec::retrain);
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
    void shouldReadHowTheLearningRateChangesAndWhatTheLossIs() {
        assertThat(train("schedule: {step: {everyEpochs: 3}}").schedule()).contains(new ScheduleSpec.Step(3, 0.1));
        assertThat(train("schedule: {cosine: {}}").schedule()).contains(new ScheduleSpec.Cosine(0, 0));
        assertThat(train("schedule: {cosine: {warmUpEpochs: 2, endFraction: 0.01}}")
                        .schedule())
                .contains(new ScheduleSpec.Cosine(2, 0.01));
        assertThat(train("schedule: {oneCycle: {}}").schedule()).contains(new ScheduleSpec.OneCycle());
        assertThat(train("schedule: {reduceOnPlateau: {patience: 4, factor: 0.5}}")
                        .schedule())
                .contains(new ScheduleSpec.ReduceOnPlateau(4, 0.5));
        assertThat(train("loss: {labelSmoothing: 0.1, focalGamma: 2}").loss()).isEqualTo(new LossSpec(0.1, 2));
    }

    @Test
    void shouldReadEachOptimizerWithKerasDefaults() {
        assertThat(train("optimizer: {rmsprop: {}}").optimizer()).isEqualTo(new OptimizerSpec.Rmsprop(0.001));
        assertThat(train("optimizer: {adamw: {}}").optimizer()).isEqualTo(new OptimizerSpec.AdamW(0.001, 0.004));
        assertThat(train("optimizer: {adamw: {learningRate: 0.1, weightDecay: 0.2}}")
                        .optimizer())
                .isEqualTo(new OptimizerSpec.AdamW(0.1, 0.2));
        assertThat(train("optimizer: {adagrad: {learningRate: 0.1}}").optimizer())
                .isEqualTo(new OptimizerSpec.Adagrad(0.1));
        assertThat(train("optimizer: {nadam: {}}").optimizer()).isEqualTo(new OptimizerSpec.Nadam(0.001));
    }

    @Test
    void shouldReadWhatGoesOnBesideTheOptimizer() {
        assertThat(train("clipGradients: {value: 0.5}").update().clip()).contains(new ClipSpec.ByValue(0.5));
        assertThat(train("clipGradients: {norm: 2}").update().clip()).contains(new ClipSpec.ByNorm(2));
        assertThat(train("clipGradients: {globalNorm: 1}, weightDecay: 0.01, ema: {momentum: 0.9}, layerDecay: 0.8")
                        .update())
                .isEqualTo(new UpdateSpec(Optional.of(new ClipSpec.ByGlobalNorm(1)), 0.01, Optional.of(0.9), 0.8));
        assertThat(train("ema: {}").update().ema()).contains(0.99); // Keras' default
    }

    @Test
    void shouldReadWhatIsMeasuredAndWatched() {
        TrainSpec train =
                train("metrics: [auc, top_3_accuracy], earlyStopping: {patience: 2, monitor: val_auc, minDelta: 0.01}");
        assertThat(train.metrics()).containsExactly("auc", "top_3_accuracy");
        assertThat(train.earlyStopping()).contains(new EarlyStopping(2, "val_auc", 0.01));
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
    void shouldReadClassWeights() {
        assertThat(train("classWeights: balanced").classWeights()).contains(new ClassWeightSpec.Balanced());
        assertThat(train("classWeights: {7: 2.5, \"0\": 0}").classWeights())
                .contains(new ClassWeightSpec.Given(Map.of("7", 2.5, "0", 0.0)));
    }

    private static TrainSpec train(String keys) {
        return PipelineSpec.parse("""
                pipeline: small
                input: {channels: 1, size: [28, 28]}
                model: {architecture: lenet5, classes: 10}
                train: {%s}
                """.formatted(keys)).train();
    }

    @Test
    void shouldReadHeadOnBackbone() {
        // When
        PipelineSpec spec = PipelineSpec.parse("""
                pipeline: digits-transfer
                input: {channels: 1, size: [28, 28]}
                model:
                  backbone: {model: digits-backbone, version: 3, layer: flatten}
                  head:
                    - dense: {units: 64, activation: relu}
                    - dropout: 0.5
                  classes: [5, 6, 7, 8, 9]
                  name: head
                """);

        // Then
        assertThat(spec.model())
                .isEqualTo(new ModelSpec(
                        Optional.empty(),
                        Optional.of(new BackboneSpec("digits-backbone", "3", "flatten")),
                        List.of(new HeadLayer.Dense(64, "relu"), new HeadLayer.Dropout(0.5)),
                        List.of("5", "6", "7", "8", "9"),
                        "head"));
    }

    @Test
    void shouldFollowTheLiveBackboneByDefault() {
        // When
        PipelineSpec spec = PipelineSpec.parse("""
                pipeline: digits-transfer
                input: {channels: 1, size: [28, 28]}
                model: {backbone: {model: digits-backbone, layer: fc6}, classes: 5}
                """);

        // Then
        assertThat(spec.model().backbone()).contains(new BackboneSpec("digits-backbone", "live", "fc6"));
    }

    private static final String FINE_TUNED = """
            pipeline: pets
            input: {channels: 3, size: [160, 160]}
            augment: [{shift: 0.1}]
            model:
              backbone: {architecture: vgg16, layer: block5_pool, pooling: average}
              head: [{dense: {units: 64, activation: relu}}]
              classes: [cat, dog]
            train:
              optimizer: {adam: {learningRate: 0.002}}
              earlyStopping: {patience: 3}
              stages:
                - {epochs: 10}
                - unfreeze: block4_conv2
                  epochs: 50
                  optimizer: {rmsprop: {learningRate: 0.00001}}
                  layerDecay: 0.9
                  batchNormalization: trained
                  earlyStopping: {patience: 10, monitor: val_accuracy}
            """;

    @Test
    void shouldReadAPretrainedBackboneAndTheStagesInWhichItIsTuned() {
        // When
        PipelineSpec pets = PipelineSpec.parse(FINE_TUNED);

        // Then
        PretrainedSpec vgg16 =
                new PretrainedSpec("vgg16", 1, "imagenet", "block5_pool", PretrainedSpec.Pooling.AVERAGE);
        assertThat(pets.model().backbone())
                .contains(new BackboneSpec("pets.backbone", "live", "block5_pool_average", Optional.of(vgg16)));
        assertThat(pets.train().stages())
                .containsExactly(
                        new StageSpec(
                                10,
                                Optional.empty(),
                                new OptimizerSpec.Adam(0.002),
                                1,
                                true,
                                Optional.of(new EarlyStopping(3, "val_loss", 0))),
                        new StageSpec(
                                50,
                                Optional.of("block4_conv2"),
                                new OptimizerSpec.Rmsprop(0.00001),
                                0.9,
                                false,
                                Optional.of(new EarlyStopping(10, "val_accuracy", 0))));
        assertThat(pets.train().epochs()).isEqualTo(60);
        assertThat(pets.learnsOnFeatures()).isFalse();
    }

    @Test
    void shouldLearnOnFeaturesWhereNoStageUnfreezesTheBackbone() {
        // When
        PipelineSpec frozen = PipelineSpec.parse("""
                pipeline: pets
                input: {channels: 3, size: [160, 160]}
                model:
                  backbone: {architecture: mobilenet, width: 0.25, weights: mobilenet.h5, layer: conv_pw_13_relu}
                  classes: 2
                """);

        // Then
        assertThat(frozen.learnsOnFeatures()).isTrue();
        assertThat(frozen.model().backbone().orElseThrow().pretrained())
                .contains(new PretrainedSpec(
                        "mobilenet", 0.25, "mobilenet.h5", "conv_pw_13_relu", PretrainedSpec.Pooling.NONE));
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
