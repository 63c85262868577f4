package io.fovea.benchmarks.bars;

import io.fovea.cnn.ExportedModel;
import io.fovea.cnn.FitOptions;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.TrainableModel;
import io.fovea.cnn.architectures.Architecture;
import io.fovea.cnn.architectures.Architectures;
import io.fovea.cnn.data.ArrayDataset;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.Reshape;
import io.fovea.cnn.layers.ZeroPadding1D;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.optimizers.Adam;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.Lineage;
import io.fovea.registry.ManifestDraft;
import io.fovea.registry.ModelRegistry;
import io.fovea.transfer.ManifestTensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tensorflow.ndarray.Shape;

/** The second edition's network on windows of daily returns, as the trainer builds it, after one epoch on noise. */
final class WindowNetwork {

    private static final int EXAMPLES = 512;

    private WindowNetwork() {}

    /** Publishes it and makes it live. */
    static void goLive(ModelRegistry registry, String pipeline, int lags, Path folder) throws IOException {
        Architecture architecture = Architectures.named("monthlyreturns");
        SymbolicTensor window = Input.float32("window", Shape.of(lags, 1));
        SymbolicTensor up = architecture.classifier(architecture.features(window), 1);
        Model model = Model.of(
                up.then(new Reshape(1, 1)).then(new ZeroPadding1D(1, 0)).then(new Flatten().named("logits")));
        try (TrainableModel network =
                model.compile(new Adam(), Loss.sparseCategoricalCrossentropyFromLogits(), Options.seed(7))) {
            network.fit(noise(lags), new FitOptions(64, 1));
            ExportedModel exported = network.export(folder);
            ModelVersion version = registry.publish(exported.directory(), draft(pipeline, exported));
            registry.move(pipeline, ModelRegistry.LIVE, version.getVersion(), "benchmark", "");
        }
    }

    private static ArrayDataset noise(int lags) {
        var random = new Random(7);
        float[] returns = new float[EXAMPLES * lags];
        for (int i = 0; i < returns.length; i++) {
            returns[i] = (float) random.nextGaussian() / 100;
        }
        long[] labels = random.longs(EXAMPLES, 0, 2).toArray();
        return new ArrayDataset(HostTensor.float32(new long[] {EXAMPLES, lags, 1}, returns), labels);
    }

    private static ManifestDraft draft(String pipeline, ExportedModel exported) {
        return new ManifestDraft(
                pipeline,
                ManifestTensors.of(exported.inputs()),
                ManifestTensors.of(exported.outputs()),
                Map.of(),
                List.of("down", "up"),
                List.of(),
                Map.of(),
                new Lineage("benchmark", pipeline, "benchmark", "benchmark", 7, null),
                exported.weightsSha256());
    }
}
