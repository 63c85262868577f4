package io.fovea.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackboneSpecTest {

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
}
