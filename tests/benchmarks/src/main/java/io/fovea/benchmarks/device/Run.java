package io.fovea.benchmarks.device;

import io.fovea.cnn.Device;
import io.fovea.cnn.FitOptions;
import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import io.fovea.cnn.TrainableModel;
import io.fovea.cnn.architectures.Architecture;
import io.fovea.cnn.callbacks.Callback;
import io.fovea.cnn.data.Dataset;
import io.fovea.cnn.layers.Rescaling;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.optimizers.Sgd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/** The same training, on any device: pixels in, rescaled in the graph, SGD. */
record Run(Architecture architecture, Shape shape, int classes, long seed) {
    private static final int WARM_UP_STEPS = 10;
    private static final int ROUNDS = 5;

    /** Loss of each of the first steps. */
    List<Double> losses(Device device, int batchSize, int steps) {
        List<Double> losses = new ArrayList<>();
        var recorder = new Callback() {
            @Override
            public void onBatchEnd(int epoch, int batch, int batches, double loss) {
                losses.add(loss);
            }
        };
        Dataset examples = new RandomImages(shape, classes, seed).examples(batchSize * steps);
        try (TrainableModel model = compile(device)) {
            model.fit(examples, new FitOptions(batchSize, 1), recorder);
        }
        return losses;
    }

    /** Images a second: the median of five rounds, after a warm-up. */
    double imagesPerSecond(Device device, int batchSize, int steps) {
        Dataset examples = new RandomImages(shape, classes, seed).examples(batchSize * steps);
        Dataset warmUp = new RandomImages(shape, classes, seed).examples(batchSize * WARM_UP_STEPS);
        double[] rounds = new double[ROUNDS];
        try (TrainableModel model = compile(device)) {
            model.fit(warmUp, new FitOptions(batchSize, 1));
            for (int round = 0; round < ROUNDS; round++) {
                long start = System.nanoTime();
                model.fit(examples, new FitOptions(batchSize, 1));
                rounds[round] = examples.size() * 1e9 / (System.nanoTime() - start);
            }
        }
        Arrays.sort(rounds);
        return rounds[ROUNDS / 2];
    }

    private TrainableModel compile(Device device) {
        var pixels = Input.uint8("image", shape);
        Model model = architecture.build(pixels.then(Rescaling.pixelsTo(0, 1)), classes);
        var loss = Loss.sparseCategoricalCrossentropyFromLogits();
        return model.compile(new Sgd(0.01), loss, new Options(seed, device));
    }
}
