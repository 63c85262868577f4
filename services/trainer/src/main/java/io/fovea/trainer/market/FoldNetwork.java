package io.fovea.trainer.market;

import io.fovea.cnn.Device;
import io.fovea.cnn.ExportedModel;
import io.fovea.cnn.FitOptions;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Options;
import io.fovea.cnn.TrainableModel;
import io.fovea.cnn.callbacks.Callback;
import io.fovea.cnn.callbacks.EarlyStopping;
import io.fovea.cnn.data.ArrayDataset;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.losses.MeanSquaredError;
import io.fovea.evaluation.Panel;
import io.fovea.evaluation.folds.Fold;
import io.fovea.pipeline.EvaluateSpec.Mistake;
import io.fovea.pipeline.LabelSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.TrainSpec;
import io.fovea.trainer.jobs.JobFailedException;
import io.fovea.trainer.jobs.Stop;
import io.fovea.trainer.training.ArtefactFiles;
import io.fovea.trainer.training.Network;
import io.fovea.trainer.training.Optimizers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A pipeline's network, trained for one fold after the other; each begins with the same first weights, so that what comes
 * of a fold does not depend on those before. Not for several threads.
 */
final class FoldNetwork implements AutoCloseable {
    private static final int PREDICTION_BATCH = 4096;

    private final TrainSpec train;
    private final boolean direction;
    private final boolean epochByTest;
    private final long[] shape;
    private final Stop stop;
    private final TrainableModel model;
    private final Path firstWeights;

    /** @param threads of TensorFlow */
    FoldNetwork(PipelineSpec pipeline, Device device, int threads, Stop stop) {
        var market = pipeline.market().orElseThrow();
        this.train = pipeline.train();
        this.direction = market.label().kind() == LabelSpec.Kind.DIRECTION;
        this.epochByTest = market.evaluate().mistakes().contains(Mistake.EPOCH_BY_TEST);
        this.shape = new long[] {
            0, market.windows().rows(), market.windows().channels().size()
        };
        this.stop = stop;
        Loss loss = direction ? Loss.sparseCategoricalCrossentropyFromLogits() : new MeanSquaredError();
        this.model = Network.onWindows(pipeline)
                .compile(Optimizers.of(train.optimizer()), loss, new Options(train.seed(), device, threads));
        this.firstWeights = temporary();
        model.saveCheckpoint(firstWeights);
    }

    /** Learns what the fold allows and predicts its test windows. */
    FoldOutcome learn(Panel panel, Fold fold) {
        if (epochByTest) {
            return learnByTest(panel, fold);
        }
        ChosenEpochs chosen = chooseEpochs(panel, fold);
        double[] scores = fold.test().length == 0 ? new double[0] : predict(panel, fold.test());
        return new FoldOutcome(chosen.epochs(), chosen.loss(), chosen.validationLoss(), scores);
    }

    ExportedModel export(Path folder) {
        return ArtefactFiles.write(model, folder);
    }

    long parameters() {
        return model.model().weights().stream()
                .mapToLong(weight -> weight.shape().size())
                .sum();
    }

    private record ChosenEpochs(int epochs, List<Double> loss, List<Double> validationLoss) {}

    /** Leaves the network trained on the fold's whole training window. */
    private ChosenEpochs chooseEpochs(Panel panel, Fold fold) {
        Losses losses = new Losses(stop);
        int epochs = train.epochs();
        if (train.earlyStopping().isPresent()) {
            var declared = train.earlyStopping().get();
            var stopping = new EarlyStopping(declared.monitor(), declared.patience(), false);
            start();
            model.fit(
                    dataset(panel, fold.fit()),
                    dataset(panel, fold.validation()),
                    new FitOptions(train.batchSize(), train.epochs()),
                    stopping,
                    losses);
            epochs = stopping.bestEpoch() + 1;
        }
        start();
        Losses whole = new Losses(stop);
        model.fit(dataset(panel, fold.train()), new FitOptions(train.batchSize(), epochs), whole);
        return losses.loss.isEmpty()
                ? new ChosenEpochs(epochs, whole.loss, List.of())
                : new ChosenEpochs(epochs, losses.loss, losses.validationLoss);
    }

    /** The published mistake: after each epoch the test is predicted, and the best epoch for it kept. */
    private FoldOutcome learnByTest(Panel panel, Fold fold) {
        int patience =
                train.earlyStopping().map(declared -> declared.patience()).orElse(train.epochs());
        EpochByTest choice = new EpochByTest(panel, fold.test(), patience, rows -> predict(panel, rows));
        Losses losses = new Losses(stop);
        start();
        model.fit(dataset(panel, fold.train()), new FitOptions(train.batchSize(), train.epochs()), choice, losses);
        return new FoldOutcome(choice.bestEpoch(), losses.loss, List.of(), choice.bestScores());
    }

    private void start() {
        model.restoreCheckpoint(firstWeights);
    }

    private ArrayDataset dataset(Panel panel, int[] rows) {
        HostTensor inputs = inputs(panel, rows, 0, rows.length);
        if (direction) {
            long[] labels = new long[rows.length];
            for (int i = 0; i < rows.length; i++) {
                labels[i] = panel.label()[rows[i]].up() ? 1 : 0;
            }
            return new ArrayDataset(inputs, labels);
        }
        float[] returns = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            returns[i] = (float) panel.label()[rows[i]].forwardReturn();
        }
        return new ArrayDataset(inputs, HostTensor.float32(new long[] {rows.length, 1}, returns));
    }

    private HostTensor inputs(Panel panel, int[] rows, int from, int to) {
        int width = panel.features().width();
        float[] values = new float[Math.multiplyExact(to - from, width)];
        for (int i = from; i < to; i++) {
            System.arraycopy(panel.features().values(), rows[i] * width, values, (i - from) * width, width);
        }
        long[] batch = shape.clone();
        batch[0] = to - from;
        return HostTensor.float32(batch, values);
    }

    private double[] predict(Panel panel, int[] rows) {
        double[] scores = new double[rows.length];
        for (int from = 0; from < rows.length; from += PREDICTION_BATCH) {
            int to = Math.min(from + PREDICTION_BATCH, rows.length);
            float[] outputs = model.predict(inputs(panel, rows, from, to)).toFloats();
            for (int i = from; i < to; i++) {
                scores[i] = direction ? probability(outputs, i - from) : outputs[i - from];
            }
        }
        return scores;
    }

    /** Of up, from the two logits of a row. */
    private static double probability(float[] logits, int row) {
        return 1 / (1 + Math.exp(logits[2 * row] - (double) logits[2 * row + 1]));
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("fovea-first-weights", ".checkpoint");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        model.close();
        try {
            Files.deleteIfExists(firstWeights);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps each epoch's losses, and looks at every batch whether to stop. */
    private static final class Losses implements Callback {
        private final Stop stop;
        private final List<Double> loss = new ArrayList<>();
        private final List<Double> validationLoss = new ArrayList<>();

        Losses(Stop stop) {
            this.stop = stop;
        }

        @Override
        public void onBatchEnd(int epoch, int batch, int batches, double batchLoss) {
            stop.check();
        }

        @Override
        public void onEpochEnd(int epoch, Map<String, Double> logs) {
            double mean = logs.getOrDefault("loss", Double.NaN);
            if (!Double.isFinite(mean)) {
                throw new JobFailedException(
                        "The loss of epoch %d is %s. Maybe the learning rate is too high.".formatted(epoch + 1, mean));
            }
            loss.add(mean);
            if (logs.containsKey("val_loss")) {
                validationLoss.add(logs.get("val_loss"));
            }
        }
    }
}
