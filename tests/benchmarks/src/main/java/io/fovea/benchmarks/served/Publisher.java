package io.fovea.benchmarks.served;

import io.fovea.cnn.ExportedModel;
import io.fovea.cnn.FitOptions;
import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.ModelExport;
import io.fovea.cnn.Options;
import io.fovea.cnn.TrainableModel;
import io.fovea.cnn.architectures.Architectures;
import io.fovea.cnn.data.ArrayDataset;
import io.fovea.cnn.layers.Rescaling;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.optimizers.Sgd;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.Lineage;
import io.fovea.registry.ManifestDraft;
import io.fovea.registry.ModelRegistry;
import io.fovea.transfer.ManifestTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/** Puts networks into a registry as the trainer does, after one step: with biases of 0 they would be another graph. */
public record Publisher(ModelRegistry registry, Path work) {

    private static final long[] LABELS = {0, 1, 2, 3, 4, 5, 6, 0};
    /** Another version, with its ONNX form; the same seed has the same weights. */
    public ModelVersion publish(ServedNetwork network, long seed) throws IOException {
        Loss loss = Loss.sparseCategoricalCrossentropyFromLogits();
        Model model = Architectures.named(network.architecture())
                .build(
                        Input.uint8("image", Shape.of(network.shape())).then(Rescaling.pixelsTo(0, 1)),
                        network.classes().size());
        Path folder = Files.createTempDirectory(Files.createDirectories(work), "export");
        try (TrainableModel trainable = model.compile(new Sgd(0.01), loss, Options.seed(seed))) {
            Pictures pictures = Pictures.random(network, LABELS.length, seed);
            trainable.fit(
                    new ArrayDataset(pictures.batch(0, pictures.count()), LABELS), new FitOptions(LABELS.length, 1));
            ExportedModel exported = trainable.export(folder);
            ModelExport.of(model, trainable.weights()).loss(loss).onnx(folder.resolve("model.onnx"));
            return registry.publish(exported.directory(), draft(network, exported, seed));
        }
    }

    private static ManifestDraft draft(ServedNetwork network, ExportedModel exported, long seed) {
        return new ManifestDraft(
                network.pipeline(),
                ManifestTensors.of(exported.inputs()),
                ManifestTensors.of(exported.outputs()),
                Map.of(),
                network.classes(),
                List.of(),
                Map.of(),
                new Lineage("benchmark-" + seed, network.pipeline(), "benchmark", "benchmark", seed, null),
                exported.weightsSha256());
    }
}
