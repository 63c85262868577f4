package io.fovea.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.InferenceModel;
import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import io.fovea.cnn.SavedModel;
import io.fovea.cnn.architectures.Architectures;
import io.fovea.cnn.weights.StoredWeights;
import io.fovea.pipeline.BackboneSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.Manifest;
import io.fovea.registry.ModelRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

class PretrainedBackboneTest {
    private static final String FILE = """
            pipeline: pets
            input: {channels: 3, size: [32, 32]}
            model:
              backbone: {architecture: mobilenet, width: 0.25, weights: w.h5, layer: %s, pooling: %s}
              classes: 2
            """;

    @TempDir
    Path folder;

    private ArtefactStore store;
    private ModelRegistry registry;

    @BeforeEach
    void open() {
        store = ArtefactStore.open(folder.resolve("storage").toUri());
        registry = ModelRegistry.inMemory(store);
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void shouldGiveWhatThePublishedNetworkGivesOnPreparedPixels() {
        // Given
        StoredWeights weights = mobilenet(5);
        byte[] pixels = new byte[32 * 32 * 3];
        new Random(2).nextBytes(pixels);

        // When
        ModelVersion version = publish("conv_pw_13_relu", "average", weights);

        // Then
        HostTensor features;
        try (SavedModel saved = SavedModel.load(registry.fetch(version))) {
            HostTensor batch = HostTensor.uint8(new long[] {1, 32, 32, 3}, pixels);
            features = saved.run(Map.of("image", batch), List.of("conv_pw_13_relu_average"))
                    .get("conv_pw_13_relu_average");
        }
        assertThat(features.shape()).containsExactly(1, 256);
        assertThat(features.toFloats()).containsExactly(byHand(weights, pixels), Offset.offset(1e-4f));
    }

    /** Keras' "tf" preprocessing, x / 127.5 - 1, in front of the network as it is published, its output averaged here. */
    private static float[] byHand(StoredWeights weights, byte[] pixels) {
        Model whole = Model.of(Architectures.mobileNet(0.25).features(Input.float32("x", Shape.of(32, 32, 3))));
        weights.loadPartInto(whole);
        float[] prepared = new float[pixels.length];
        for (int i = 0; i < prepared.length; i++) {
            prepared[i] = (pixels[i] & 0xff) / 127.5f - 1;
        }
        try (InferenceModel model = whole.inference(Options.seed(1))) {
            HostTensor last = model.predict(HostTensor.float32(new long[] {1, 32, 32, 3}, prepared));
            int places = (int) (last.elements() / 256);
            float[] mean = new float[256];
            for (int i = 0; i < last.elements(); i++) {
                mean[i % 256] += last.toFloats()[i] / places;
            }
            return mean;
        }
    }

    @Test
    void shouldBeOneVersionHoweverOftenItIsPublished() {
        // When
        ModelVersion first = publish("conv_pw_13_relu", "average", mobilenet(5));
        ModelVersion again = publish("conv_pw_13_relu", "average", mobilenet(5));
        ModelVersion other = publish("conv_pw_13_relu", "average", mobilenet(6));

        // Then
        assertThat(again).isEqualTo(first);
        assertThat(other.getVersion()).isEqualTo("2");
        assertThat(registry.resolve("pets.backbone", "for-pets")).contains(other);
    }

    @Test
    void shouldSayWhereItsWeightsCameFrom() {
        // Given
        PretrainedBackbone own = PretrainedBackbone.of(pipeline("conv_pw_2_relu", "none"));
        PretrainedBackbone other = PretrainedBackbone.of(pipeline("conv_pw_2_relu", "none"));

        // When
        own.load(mobilenet(5));
        other.load(mobilenet(6), "mine.h5");

        // Then
        assertThat(registry.manifest(own.publish(registry, store, "test"))
                        .lineage()
                        .codeVersion())
                .isEqualTo("weights w.h5");
        assertThat(registry.manifest(other.publish(registry, store, "test"))
                        .lineage()
                        .codeVersion())
                .isEqualTo("weights mine.h5");
    }

    @Test
    void shouldCutAtTheLayerAndCarryItsWeights() {
        // When
        ModelVersion version = publish("conv_pw_2_relu", "none", mobilenet(5));

        // Then
        Manifest manifest = registry.manifest(version);
        assertThat(manifest.layers()).containsKey("conv_pw_2_relu").doesNotContainKey("conv_dw_3");
        assertThat(manifest.layers().get("conv_pw_2_relu").shape()).containsExactly(8L, 8L, 32L);
        assertThat(manifest.transforms()).containsExactly("preprocessing of mobilenet, in the graph: TF");
        StoredWeights carried =
                StoredWeights.readSafetensors(registry.fetch(version).resolve(PretrainedBackbone.WEIGHTS));
        assertThat(carried.layers()).containsKey("conv_pw_2").doesNotContainKey("conv_dw_3");
    }

    @Test
    void shouldNameWhatDoesNotFit() {
        assertThatThrownBy(() -> publish("block3_pool", "none", mobilenet(5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("No layer is called block3_pool. There are: ");
        assertThatThrownBy(() -> PretrainedBackbone.of(pipeline("conv_pw_2_relu", "none"))
                        .load(new StoredWeights(Map.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("There are no weights for ")
                .hasMessageEndingWith("the first being conv1.");
        PipelineSpec lost = PipelineSpec.parse(
                FILE.formatted("conv_pw_2_relu", "none") + "train: {stages: [{epochs: 1, unfreeze: conv_pw_3}]}\n");
        assertThatThrownBy(() -> PretrainedBackbone.of(lost))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("No layer is called conv_pw_3.");
    }

    /** Built as they stand there, their stages' layers found; the weights are the user's to have. */
    @ParameterizedTest
    @MethodSource
    void shouldBuildTheBackbonesOfTheExamples(Path file) {
        // Given
        PipelineSpec pipeline = PipelineSpec.read(file);

        // When, Then
        assertThatCode(() -> PretrainedBackbone.of(pipeline)).doesNotThrowAnyException();
    }

    static List<Path> shouldBuildTheBackbonesOfTheExamples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../../examples/images"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> PipelineSpec.read(file)
                            .model()
                            .backbone()
                            .flatMap(BackboneSpec::pretrained)
                            .isPresent())
                    .sorted()
                    .toList();
        }
    }

    private ModelVersion publish(String layer, String pooling, StoredWeights weights) {
        PretrainedBackbone backbone = PretrainedBackbone.of(pipeline(layer, pooling));
        backbone.load(weights);
        return backbone.publish(registry, store, "test");
    }

    private static PipelineSpec pipeline(String layer, String pooling) {
        return PipelineSpec.parse(FILE.formatted(layer, pooling));
    }

    /** Weights of the whole network, drawn. */
    private static StoredWeights mobilenet(long seed) {
        Model whole = Model.of(Architectures.mobileNet(0.25).features(Input.float32("x", Shape.of(32, 32, 3))));
        try (InferenceModel model = whole.inference(Options.seed(seed))) {
            return StoredWeights.of(model.weights());
        }
    }
}
