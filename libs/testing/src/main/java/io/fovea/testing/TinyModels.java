package io.fovea.testing;

import io.fovea.cnn.ExportedModel;
import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.TrainableModel;
import io.fovea.cnn.layers.Activation;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.Rescaling;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.optimizers.Sgd;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.Lineage;
import io.fovea.registry.Lineage.BackboneLineage;
import io.fovea.registry.ManifestDraft;
import io.fovea.registry.ModelRegistry;
import io.fovea.transfer.ManifestTensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * Small real networks of the classes "no" and "yes", untrained unless they say so, published to a registry; the same seed has the
 * same weights.
 *
 * @param work where they are exported to on their way
 */
public record TinyModels(ModelRegistry registry, Path work) {

    /** What is put into the folder before it is published. */
    public interface Addition {
        Addition NONE = folder -> {};

        void to(Path folder) throws IOException;
    }

    /** On images {@code [side, side, 1]}; layer "hidden" has 3 units. */
    public ModelVersion images(String model, int side, long seed) {
        return publish(model, dense(pixels(side).then(new Flatten()), seed), seed, Addition.NONE);
    }

    /** On three features, of this backbone. */
    public ModelVersion head(String model, BackboneLineage backbone, long seed) {
        return publish(model, dense(Input.float32("features", Shape.of(3)), seed), seed, backbone, Addition.NONE);
    }

    /** Images {@code [side, side, 1]}, from 0 to 1. */
    public static SymbolicTensor pixels(int side) {
        return Input.uint8("image", Shape.of(side, side, 1)).then(Rescaling.pixelsTo(0, 1));
    }

    /** The network of {@link #images} and {@link #head}. */
    public static TrainableModel dense(SymbolicTensor input, long seed) {
        SymbolicTensor hidden =
                input.then(new Dense(3).activation(Activation.RELU).named("hidden"));
        return compiled(hidden.then(new Dense(2).named("scores")), seed);
    }

    /** Ready to train and to export. */
    public static TrainableModel compiled(SymbolicTensor logits, long seed) {
        return Model.of(logits).compile(new Sgd(), Loss.sparseCategoricalCrossentropyFromLogits(), Options.seed(seed));
    }

    /** Any other network, which is closed. */
    public ModelVersion publish(String model, TrainableModel network, long seed, Addition addition) {
        return publish(model, network, seed, null, addition);
    }

    /** Lets it answer. */
    public ModelVersion promote(ModelVersion version) {
        registry.move(version.getModel(), ModelRegistry.LIVE, version.getVersion(), "test", "");
        return version;
    }

    private ModelVersion publish(
            String model, TrainableModel network, long seed, @Nullable BackboneLineage backbone, Addition addition) {
        try (network) {
            ExportedModel exported = network.export(Files.createTempDirectory(work, "export"));
            addition.to(exported.directory());
            return registry.publish(exported.directory(), draft(model, exported, seed, backbone));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ManifestDraft draft(
            String model, ExportedModel exported, long seed, @Nullable BackboneLineage backbone) {
        return new ManifestDraft(
                model,
                ManifestTensors.of(exported.inputs()),
                ManifestTensors.of(exported.outputs()),
                ManifestTensors.layers(exported.layers()),
                List.of("no", "yes"),
                List.of(),
                Map.of(),
                new Lineage(UUID.randomUUID().toString(), model, "f00", "test", seed, backbone),
                exported.weightsSha256());
    }
}
