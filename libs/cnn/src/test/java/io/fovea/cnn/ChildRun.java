package io.fovea.cnn;

import io.fovea.cnn.callbacks.BackupAndRestore;
import io.fovea.cnn.callbacks.Callback;
import io.fovea.cnn.callbacks.EarlyStopping;
import io.fovea.cnn.data.FileDataset;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Dropout;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.Rescaling;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.metrics.TopKCategoricalAccuracy;
import io.fovea.cnn.optimizers.AdamW;
import io.fovea.cnn.optimizers.Optimizer;
import io.fovea.cnn.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/** Training in a JVM of its own, which a test may kill, or give little memory. */
final class ChildRun {
    private static final Loss LOSS = Loss.sparseCategoricalCrossentropyFromLogits();

    private ChildRun() {}

    /** {@code resume FOLDER}, or {@code stream DATASET WEIGHTS}. */
    public static void main(String[] arguments) {
        if (arguments[0].equals("resume")) {
            resume(Path.of(arguments[1]));
        } else {
            stream(Path.of(arguments[1]), Path.of(arguments[2]));
        }
    }

    static Process start(List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ChildRun.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** With everything that has a state: dropout, batch statistics, slots, averages, a metric, early stopping. */
    private static void resume(Path folder) {
        Objective objective = Objective.of(LOSS).metrics(new TopKCategoricalAccuracy(2));
        Optimizer optimizer = new AdamW(0.003).ema(0.9).clipNorm(1);
        try (TrainableModel model = network().compile(optimizer, objective, new Options(7, Device.CPU, 1))) {
            History history = model.fit(
                    Examples.squares(320, 1),
                    Examples.squares(64, 2),
                    new FitOptions(16, 3),
                    new EarlyStopping("val_loss", 9, true),
                    steps(),
                    new BackupAndRestore(folder.resolve("backup"), 3));
            Map<String, Double> last = history.epochs().get(history.epochs().size() - 1);
            new Safetensors(model.weights(), Map.of("last", last.toString())).write(folder.resolve("weights"));
        }
    }

    private static Callback steps() {
        return new Callback() {
            @Override
            public void onBatchEnd(int epoch, int batch, int batches, double loss) {
                System.out.println("step " + (epoch * batches + batch));
            }
        };
    }

    private static Model network() {
        return Model.of(Input.uint8("image", Shape.of(28, 28, 1))
                .then(Rescaling.pixelsTo(0, 1))
                .then(new Flatten())
                .then(new Dense(32))
                .then(new BatchNormalization())
                .then(new Dropout(0.3))
                .then(new Dense(10)));
    }

    private static void stream(Path dataset, Path weights) {
        try (FileDataset stored = FileDataset.open(dataset);
                TrainableModel model = streamed(new Options(7, Device.CPU, 1))) {
            model.fit(stored, new FitOptions(256, 1));
            new Safetensors(
                            model.weights(),
                            Map.of("heap", Long.toString(Runtime.getRuntime().maxMemory())))
                    .write(weights);
        }
    }

    static TrainableModel streamed(Options options) {
        return Model.of(Input.uint8("image", Shape.of(64, 64, 3))
                        .then(Rescaling.pixelsTo(0, 1))
                        .then(new Flatten())
                        .then(new Dense(2)))
                .compile(new AdamW(), LOSS, options);
    }
}
