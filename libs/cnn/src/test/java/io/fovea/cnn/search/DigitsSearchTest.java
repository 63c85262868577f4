package io.fovea.cnn.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cnn.Device;
import io.fovea.cnn.FitOptions;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import io.fovea.cnn.TrainableModel;
import io.fovea.cnn.data.ArrayDataset;
import io.fovea.cnn.layers.Activation;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.Rescaling;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.optimizers.Sgd;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/** A real net on the real digits that the examples ship. */
class DigitsSearchTest {
    private static final int PIXELS = 28 * 28;
    private static final SearchSpace SPACE =
            new SearchSpace().logUniform("learningRate", 1e-5, 10).integer("units", 8, 32);

    @TempDir
    private Path folder;

    @Test
    void shouldFindARateThatLearnsAndGoOnFromCheckpointsAsIfUnbroken() throws IOException {
        // Given
        ArrayDataset train = digits("train", 600);
        ArrayDataset validation = digits("t10k", 300);
        ModelTrials trials = new ModelTrials(DigitsSearchTest::compile, train, validation, 32, "val_accuracy");
        SuccessiveHalving search = new SuccessiveHalving(SPACE, Direction.MAXIMIZE, 8, 1, 4, 2, 7);

        // When
        SearchResult result = search.run(trials, folder);

        // Then
        TrialResult best = result.best();
        assertThat(best.score()).isGreaterThan(0.75);
        assertThat(best.scores()).containsOnlyKeys(1, 2, 4);
        assertThat(result.trials().stream().mapToInt(TrialResult::epochs).sum()).isEqualTo(4 * 1 + 2 * 2 + 2 * 4);
        try (TrainableModel unbroken = compile(best.trial())) {
            assertThat(unbroken.fit(train, validation, new FitOptions(32, 4))
                            .metric("val_accuracy")
                            .get(3))
                    .isEqualTo(best.score());
        }
    }

    private static TrainableModel compile(Trial trial) {
        var pixels = Input.uint8("image", Shape.of(28, 28, 1));
        var logits = pixels.then(Rescaling.pixelsTo(0, 1))
                .then(new Flatten())
                .then(new Dense(trial.integer("units")).activation(Activation.RELU))
                .then(new Dense(10).named("logits"));
        return Model.of(logits)
                .compile(
                        new Sgd(trial.real("learningRate"), 0.9, false),
                        Loss.sparseCategoricalCrossentropyFromLogits(),
                        new Options(trial.seed(), Device.CPU, 1));
    }

    private static ArrayDataset digits(String split, int count) throws IOException {
        Path examples = Path.of("../../examples/digits");
        byte[] images = unzipped(examples.resolve(split + "-images-idx3-ubyte.gz"));
        byte[] labels = unzipped(examples.resolve(split + "-labels-idx1-ubyte.gz"));
        byte[] pixels = Arrays.copyOfRange(images, 16, 16 + count * PIXELS);
        long[] classes = new long[count];
        Arrays.setAll(classes, i -> labels[8 + i]);
        return new ArrayDataset(HostTensor.uint8(new long[] {count, 28, 28, 1}, pixels), classes);
    }

    private static byte[] unzipped(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return in.readAllBytes();
        }
    }
}
