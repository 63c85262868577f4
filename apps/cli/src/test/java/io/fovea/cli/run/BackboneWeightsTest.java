package io.fovea.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.cnn.InferenceModel;
import io.fovea.cnn.Options;
import io.fovea.cnn.weights.StoredWeights;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.transfer.PretrainedBackbone;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackboneWeightsTest {
    private static final String FILE = """
            pipeline: pets
            input: {channels: 3, size: [32, 32]}
            model:
              backbone: {architecture: mobilenet, width: 0.25, weights: nowhere.h5, layer: conv_pw_2_relu}
              classes: 2
            """;

    @TempDir
    Path folder;

    private final PipelineSpec pipeline = PipelineSpec.parse(FILE);

    @Test
    void shouldTakeAnotherFileInPlaceOfTheOneThatThePipelineNames() {
        // Given
        Path weights = folder.resolve("mine.safetensors");
        drawn().writeSafetensors(weights);

        // When, Then
        assertThat(new BackboneWeights(folder.resolve("pets.yaml"), weights).read(pipeline))
                .isPresent();
    }

    @Test
    void shouldSayWhichFileIsMissingAndWhatNamesIt() {
        assertThatThrownBy(() -> new BackboneWeights(folder.resolve("pets.yaml")).read(pipeline))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("There is no file of weights %s, which model.backbone.weights names."
                        .formatted(folder.resolve("nowhere.h5")));
        assertThatThrownBy(() -> new BackboneWeights(folder.resolve("pets.yaml"), Path.of("lost.h5")).read(pipeline))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("There is no file of weights lost.h5, which --weights names.");
    }

    @Test
    void shouldTakeTheFiltersThatAreMadeByHandAsTheyAre() {
        // Given
        PipelineSpec edges = PipelineSpec.read(Path.of("../../examples/images/edge-filters.yaml"));
        PipelineSpec pets = PipelineSpec.parse(FILE.replace("nowhere.h5", "handmade"));

        // When, Then
        var weights = new BackboneWeights(folder.resolve("edge-filters.yaml"));
        assertThat(weights.read(edges)).isPresent();
        assertThatThrownBy(() -> weights.read(pets))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("Nobody makes its weights by hand.");
    }

    @Test
    void shouldRefuseWeightsThatThePipelineHasNoUseFor() {
        // Given
        PipelineSpec whole = PipelineSpec.parse("""
                pipeline: digits
                input: {kind: image, channels: 1, size: [28, 28]}
                model: {architecture: lenet5, classes: 10}
                """);

        // When, Then
        assertThatThrownBy(() -> new BackboneWeights(folder.resolve("digits.yaml"), Path.of("w.h5")).read(whole))
                .isInstanceOf(CommandFailure.class)
                .hasMessage(
                        "Pipeline 'digits' declares no backbone that the weights w.h5 could be of: leave --weights out.");
    }

    private StoredWeights drawn() {
        var declared = pipeline.model().backbone().orElseThrow().pretrained().orElseThrow();
        try (InferenceModel model =
                PretrainedBackbone.of(declared).model(32, 32, 3).inference(Options.seed(3))) {
            return StoredWeights.of(model.weights());
        }
    }
}
