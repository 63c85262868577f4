package io.fovea.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.TrainableModel;
import io.fovea.cnn.layers.Flatten;
import io.fovea.pipeline.EngineName;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.ModelRegistry;
import io.fovea.tensorcodec.Datatype;
import io.fovea.testing.TinyModels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real networks on both engines. */
class EngineChoiceTest {

    private static final RequiredInput IMAGE =
            new RequiredInput("image", Datatype.UINT8, Optional.of(List.of(4L, 4L, 1L)));
    private static final Signature PROBABILITIES = new Signature(IMAGE, "probabilities", Signature.OutputKind.CLASSES);

    private final EngineChoice choice = EngineChoice.on("cpu");
    private ModelRegistry registry;
    private TinyModels tiny;

    @BeforeEach
    void open(@TempDir Path folder) {
        registry = ModelRegistry.inMemory(
                ArtefactStore.open(folder.resolve("storage").toUri()));
        tiny = new TinyModels(registry, folder);
    }

    @Test
    void shouldTakeTheFasterWhereBothAgree() {
        // When
        EngineChoice.Chosen chosen = choose(inBothForms(1, 1), EngineName.AUTO, PROBABILITIES);

        // Then
        try (Engine engine = chosen.engine()) {
            assertThat(engine.name()).isIn("onnxruntime", "tensorflow");
            String other = engine.name().equals("tensorflow") ? "onnxruntime" : "tensorflow";
            assertThat(chosen.reason()).matches("[0-9.]+ times as fast as " + other + " at batches of 1 to 6");
        }
    }

    @Test
    void shouldGiveTheSameOnBoth() {
        // Given
        ModelVersion version = inBothForms(1, 1);
        HostTensor pixels = HostTensor.uint8(new long[] {2, 4, 4, 1}, new byte[] {
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, -1, -2, -3, -4, -5, -6, -7, -8, 0, 0, 0, 0, 90, 90,
            90, 90
        });

        // When
        float[] onTensorFlow;
        try (Engine engine =
                choose(version, EngineName.TENSORFLOW, PROBABILITIES).engine()) {
            onTensorFlow = engine.run(pixels).toFloats();
            assertThat(engine.name()).isEqualTo("tensorflow");
        }
        try (Engine engine =
                choose(version, EngineName.ONNXRUNTIME, PROBABILITIES).engine()) {

            // Then
            assertThat(engine.name()).isEqualTo("onnxruntime");
            assertThat(engine.run(pixels).shape()).containsExactly(2, 2);
            assertThat(engine.run(pixels).toFloats()).containsExactly(onTensorFlow, Offset.offset(1e-5f));
        }
    }

    @Test
    void shouldNeverTakeAFormThatDisagrees() {
        // Given: the ONNX form is of other weights
        ModelVersion version = inBothForms(1, 2);

        // When
        EngineChoice.Chosen chosen = choose(version, EngineName.ONNXRUNTIME, PROBABILITIES);

        // Then
        try (Engine engine = chosen.engine()) {
            assertThat(engine.name()).isEqualTo("tensorflow");
            assertThat(chosen.reason())
                    .startsWith("its two forms disagree by 0.")
                    .endsWith("on a batch of 1");
        }
    }

    @Test
    void shouldGoOnWithAVersionThatHasNoOnnxForm() {
        // When
        EngineChoice.Chosen chosen = choose(tiny.images("shapes", 4, 1), EngineName.AUTO, PROBABILITIES);

        // Then
        try (Engine engine = chosen.engine()) {
            assertThat(engine.name()).isEqualTo("tensorflow");
            assertThat(chosen.reason()).isEqualTo("the version has no ONNX form");
        }
    }

    @Test
    void shouldGoOnWithAVersionWhoseOnnxFormIsBroken() {
        // When
        EngineChoice.Chosen chosen =
                choose(withOnnx(1, file -> Files.writeString(file, "no model")), EngineName.AUTO, PROBABILITIES);

        // Then
        try (Engine engine = chosen.engine()) {
            assertThat(engine.name()).isEqualTo("tensorflow");
            assertThat(chosen.reason()).startsWith("its ONNX form cannot be used: model.onnx cannot be loaded");
        }
    }

    @Test
    void shouldTakeALayerFromTensorFlow() {
        // When
        EngineChoice.Chosen chosen =
                choose(inBothForms(1, 1), EngineName.AUTO, new Signature(IMAGE, "hidden", Signature.OutputKind.LAYER));

        // Then
        try (Engine engine = chosen.engine()) {
            assertThat(engine.name()).isEqualTo("tensorflow");
            assertThat(chosen.reason()).contains("layer");
        }
    }

    /** On images {@code [4, 4, 1]}; the two forms are of the same weights where the seeds are the same. */
    private ModelVersion inBothForms(long seed, long onnxSeed) {
        return withOnnx(seed, file -> {
            try (TrainableModel network = flat(onnxSeed)) {
                network.exporter().onnx(file);
            }
        });
    }

    private ModelVersion withOnnx(long seed, TinyModels.Addition onnx) {
        return tiny.publish("shapes", flat(seed), seed, folder -> onnx.to(folder.resolve(OnnxEngines.FILE)));
    }

    private static TrainableModel flat(long seed) {
        return TinyModels.dense(TinyModels.pixels(4).then(new Flatten()), seed);
    }

    private EngineChoice.Chosen choose(ModelVersion version, EngineName engine, Signature signature) {
        ModelDemand demand = new ModelDemand("shapes", new ModelChoice.Named("shapes", "live"), signature, 6, engine);
        return choice.choose(registry.fetch(version), registry.manifest(version), demand);
    }
}
