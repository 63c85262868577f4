package io.fovea.cnn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cnn.callbacks.Callback;
import io.fovea.cnn.callbacks.CsvLogger;
import io.fovea.cnn.callbacks.ModelCheckpoint;
import io.fovea.cnn.callbacks.ReduceLROnPlateau;
import io.fovea.cnn.callbacks.TensorBoard;
import io.fovea.cnn.callbacks.TerminateOnNaN;
import io.fovea.cnn.callbacks.Training;
import io.fovea.cnn.data.Dataset;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.metrics.Averaging;
import io.fovea.cnn.metrics.F1Score;
import io.fovea.cnn.metrics.TopKCategoricalAccuracy;
import io.fovea.cnn.optimizers.CosineDecay;
import io.fovea.cnn.optimizers.Sgd;
import io.fovea.cnn.tensorboard.EventReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callbacks, metrics and schedules in a real fit; each by itself is tested beside its class. */
class CallbacksInAFitTest {
    private static final Options ONE_THREAD = new Options(7, Device.CPU, 1);
    private static final Loss LOSS = Loss.sparseCategoricalCrossentropyFromLogits();

    private final Dataset train = Examples.squares(160, 1);
    private final Dataset validation = Examples.squares(64, 2);

    @TempDir
    private Path folder;

    @Test
    void shouldEndTheFitInTheMiddleOfAnEpochWhereTheLossIsNoNumber() {
        // Given a rate at which the weights are infinite after a step or two
        Counting counting = new Counting();
        TerminateOnNaN terminate = new TerminateOnNaN();
        try (TrainableModel model = Examples.feedForward().compile(new Sgd(1e30), LOSS, ONE_THREAD)) {
            // When
            History history = model.fit(train, new FitOptions(16, 5), counting, terminate);

            // Then
            assertThat(terminate.terminated()).isTrue();
            assertThat(history.epochs()).hasSize(1);
            assertThat(counting.batches).isLessThan(10);
        }
    }

    @Test
    void shouldEndAsIfUnbrokenAfterACheckpointOfTheBestEpochs() throws IOException {
        // Given
        Path unbroken = folder.resolve("unbroken");
        Path broken = folder.resolve("broken");
        fit(unbroken, 4);

        // When
        fit(broken, 2);
        fit(broken, 4);

        // Then
        assertThat(Files.readAllLines(broken.resolve("log.csv")))
                .isEqualTo(Files.readAllLines(unbroken.resolve("log.csv")))
                .hasSize(5);
        assertThat(events(broken.resolve("board/train"))).containsAll(events(unbroken.resolve("board/train")));
        assertThat(events(unbroken.resolve("board/validation")))
                .anyMatch(line -> line.startsWith("epoch_macro_f1_score"));
    }

    @Test
    void shouldFollowAScheduleFromStepToStep() {
        // Given
        List<Double> rates = new ArrayList<>();
        CosineDecay cosine = new CosineDecay(0.1, 20);
        Callback noting = new Callback() {
            private Training training;

            @Override
            public void onTrainBegin(Training training) {
                this.training = training;
            }

            @Override
            public void onBatchEnd(int epoch, int batch, int batches, double loss) {
                rates.add(training.learningRate());
            }
        };
        try (TrainableModel model =
                Examples.feedForward().compile(new Sgd().schedule(cosine.afterWarmUp(0, 3)), LOSS, ONE_THREAD)) {
            // When
            model.fit(train, new FitOptions(16, 2), noting);
        }

        // Then: after the first step comes the rate of step 1
        for (int step = 0; step < 20; step++) {
            assertThat(rates.get(step)).isEqualTo(cosine.afterWarmUp(0, 3).at(step + 1));
        }
    }

    private void fit(Path run, int epochs) {
        Objective objective =
                Objective.of(LOSS).metrics(new TopKCategoricalAccuracy(2), new F1Score(Averaging.macro()));
        Path checkpoint = run.resolve("last.checkpoint");
        try (TrainableModel model = Examples.feedForward().compile(new Sgd(0.05), objective, ONE_THREAD)) {
            int done = Files.exists(checkpoint) ? model.restoreCheckpoint(checkpoint) : 0;
            model.fit(
                    train,
                    validation,
                    new FitOptions(16, epochs, done),
                    new ReduceLROnPlateau("val_loss", 0.5, 1)
                            .minDelta(10), // no epoch is that much better: every one reduces
                    new CsvLogger(run.resolve("log.csv")),
                    new TensorBoard(run.resolve("board")).histogramEvery(1).batchesEvery(4),
                    new ModelCheckpoint(run, "last.checkpoint"));
        }
    }

    private static List<String> events(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            return files.flatMap(file -> EventReader.read(file).stream())
                    .filter(event -> event.hasSummary())
                    .map(event -> event.getSummary().getValue(0).getTag()
                            + event.getStep()
                            + event.getSummary().getValue(0).getSimpleValue())
                    .toList();
        }
    }

    private static final class Counting implements Callback {
        private int batches;

        @Override
        public void onBatchEnd(int epoch, int batch, int batches, double loss) {
            this.batches++;
        }
    }
}
