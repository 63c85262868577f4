package io.fovea.cnn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cnn.callbacks.Callback;
import io.fovea.cnn.callbacks.EarlyStopping;
import io.fovea.cnn.callbacks.Training;
import io.fovea.cnn.data.Dataset;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.optimizers.Adam;
import io.fovea.cnn.optimizers.Optimizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainableModelTest {
    private static final Options TWO_THREADS = new Options(7, Device.CPU, 2);
    private static final Loss LOSS = Loss.sparseCategoricalCrossentropyFromLogits();

    @Test
    void shouldLearnWhereTheSquareIs() {
        // Given
        Dataset train = Examples.squares(640, 1);
        Dataset validation = Examples.squares(200, 2);
        try (TrainableModel model = Examples.lenet5().compile(new Adam(), LOSS, TWO_THREADS)) {
            // When
            History history = model.fit(train, validation, new FitOptions(32, 4));

            // Then
            assertThat(history.metric("val_accuracy").get(3)).isGreaterThan(0.95);
            assertThat(history.metric("loss").get(3))
                    .isLessThan(history.metric("loss").get(0));
            assertThat(model.evaluate(validation, 64).get("accuracy"))
                    .isEqualTo(history.metric("val_accuracy").get(3));
        }
    }

    @Test
    void shouldGiveTheSameWeightsToTheBitForTheSameSeed() {
        // Given
        Dataset train = Examples.squares(320, 1);

        // When
        Map<String, HostTensor> first = fitted(train);
        Map<String, HostTensor> second = fitted(train);

        // Then
        assertThat(first).isEqualTo(second);
    }

    @Test
    void shouldGoOnFromACheckpointAsIfItHadNotStopped(@TempDir Path folder) {
        // Given
        Dataset train = Examples.squares(320, 1);
        Dataset validation = Examples.squares(100, 2);
        Path file = folder.resolve("run.checkpoint");
        Map<String, HostTensor> unbroken;
        try (TrainableModel model = Examples.feedForward().compile(new Adam(), LOSS, TWO_THREADS)) {
            model.fit(train, validation, new FitOptions(32, 4), stopping(), new Saving(file, 1));
            unbroken = model.weights();
        }

        // When
        Map<String, HostTensor> resumed;
        try (TrainableModel model = Examples.feedForward().compile(new Adam(), LOSS, new Options(7, Device.CPU, 2))) {
            int epoch = model.restoreCheckpoint(file);
            assertThat(epoch).isEqualTo(2);
            model.fit(train, validation, new FitOptions(32, 4, epoch), stopping(), new Saving(file, 99));
            resumed = model.weights();
        }

        // Then
        assertThat(resumed).isEqualTo(unbroken);
    }

    @Test
    void shouldGiveWeightsInKerasOrder() {
        // Given: files of weights that are read by position have this order
        Model network = Examples.feedForward();
        List<String> expected = List.copyOf(network.namedWeights().keySet());

        // When, Then
        try (InferenceModel inference = Examples.feedForward().inference(Options.seed(1));
                TrainableModel trainable = network.compile(new Adam(), LOSS, TWO_THREADS)) {
            assertThat(inference.weights().keySet()).containsExactlyElementsOf(expected);
            assertThat(trainable.weights().keySet()).containsExactlyElementsOf(expected);
        }
    }

    private static EarlyStopping stopping() {
        return new EarlyStopping("val_loss", 3, true);
    }

    private static Map<String, HostTensor> fitted(Dataset train) {
        Optimizer optimizer = new Adam();
        try (TrainableModel model = Examples.feedForward().compile(optimizer, LOSS, TWO_THREADS)) {
            model.fit(train, new FitOptions(32, 2));
            return model.weights();
        }
    }

    /** Keeps a checkpoint at the end of one epoch. */
    private static final class Saving implements Callback {
        private final Path file;
        private final int at;
        private Training training;

        private Saving(Path file, int at) {
            this.file = file;
            this.at = at;
        }

        @Override
        public void onTrainBegin(Training training) {
            this.training = training;
        }

        @Override
        public void onEpochEnd(int epoch, Map<String, Double> logs) {
            if (epoch == at) {
                training.saveCheckpoint(file);
            }
        }
    }
}
