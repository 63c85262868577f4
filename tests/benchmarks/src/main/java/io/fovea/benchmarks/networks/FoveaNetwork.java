package io.fovea.benchmarks.networks;

import io.fovea.cnn.Device;
import io.fovea.cnn.FitOptions;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Model;
import io.fovea.cnn.ModelExport;
import io.fovea.cnn.Options;
import io.fovea.cnn.SavedModel;
import io.fovea.cnn.TrainableModel;
import io.fovea.cnn.callbacks.Callback;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.optimizers.Sgd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A network on Fovea: trained by {@code fit}, asked as the SavedModel that a predictor loads. */
final class FoveaNetwork implements Contender {
    private final Model model;
    private final TrainableModel trainable;
    private final HostTensor images;
    private final HostTensor labels;
    private final Path folder = temporaryFolder();
    private final int threads;
    private @Nullable SavedModel saved;

    FoveaNetwork(Network network, int batch, Clock clock) {
        Examples examples = Examples.of(network, batch);
        this.images = HostTensor.uint8(network.input().prepend(batch).asArray(), examples.pixels());
        this.labels = HostTensor.int64(new long[] {batch}, examples.labels());
        this.model = network.model();
        this.trainable = model.compile(
                new Sgd(NetworkBenchmark.LEARNING_RATE),
                Loss.sparseCategoricalCrossentropyFromLogits(),
                new Options(1, Device.AUTO, clock.threads()));
        this.threads = clock.threads();
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("fovea-benchmark");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Exported when first asked: biases that are still 0 would be folded away, and what follows them not fused. */
    private SavedModel saved() {
        if (saved == null) {
            saved = SavedModel.load(trainable.export(folder.resolve("model")).directory(), Device.AUTO, threads);
        }
        return saved;
    }

    /** The same weights as an ONNX file, on ONNX Runtime, once it answers the same. */
    OnnxNetwork onnx(Network network, Clock clock) {
        Path file = folder.resolve("model.onnx");
        ModelExport.of(model, trainable.weights())
                .loss(Loss.sparseCategoricalCrossentropyFromLogits())
                .onnx(file);
        var onnx = new OnnxNetwork(file, network, new Examples(images.contents(), labels.toLongs()), clock);
        onnx.requireSame(saved().predict(images).toFloats());
        return onnx;
    }

    @Override
    public String name() {
        return "Fovea";
    }

    @Override
    public long parameters() {
        return model.parameters();
    }

    @Override
    public double[] train(int steps) {
        double[] losses = new double[steps];
        var recorder = new Callback() {
            @Override
            public void onBatchEnd(int epoch, int batch, int batches, double loss) {
                losses[batch] = loss;
            }
        };
        trainable.fit(new RepeatedBatch(images, labels, steps), new FitOptions(images.rows(), 1), recorder);
        return losses;
    }

    @Override
    public void predict(int times) {
        for (int i = 0; i < times; i++) {
            saved().predict(images);
        }
    }

    @Override
    public void close() {
        if (saved != null) {
            saved.close();
        }
        trainable.close();
    }
}
