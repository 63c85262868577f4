package io.fovea.cnn;

import io.fovea.cnn.callbacks.Callback;
import io.fovea.cnn.callbacks.Training;
import io.fovea.cnn.data.Dataset;
import io.fovea.cnn.data.PrefetchedBatches;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The training loop. */
final class Fit implements Training {
    private final TrainableModel model;
    private final FitOptions options;
    private final List<Callback> callbacks;
    private int firstEpoch;
    private EpochLogs logs;
    private int batchesDone;
    private boolean stopRequested;
    private boolean stopNowRequested;

    Fit(TrainableModel model, FitOptions options, List<Callback> callbacks) {
        this.model = model;
        this.options = options;
        this.callbacks = callbacks;
        this.firstEpoch = options.initialEpoch();
        this.logs = model.newLogs();
    }

    History run(Dataset train, @Nullable Dataset validation) {
        callbacks.forEach(callback -> callback.onTrainBegin(this));
        History history = new History(firstEpoch);
        resume();
        for (int epoch = firstEpoch; epoch < options.epochs() && !stopRequested; epoch++) {
            int current = epoch;
            callbacks.forEach(callback -> callback.onEpochBegin(current));
            trainOn(train, epoch);
            Map<String, Double> all = new LinkedHashMap<>(logs.logs());
            if (validation != null && validation.size() != 0) {
                model.evaluate(validation, options.batchSize()).forEach((name, value) -> all.put("val_" + name, value));
            }
            model.steps().finish(epoch);
            startEpoch();
            history.add(all);
            callbacks.forEach(callback -> callback.onEpochEnd(current, all));
        }
        model.finishAverages();
        callbacks.forEach(Callback::onTrainEnd);
        return history;
    }

    /** Where a checkpoint was restored, what it kept of callbacks and of an epoch that was under way. */
    private void resume() {
        model.takePendingStates().handTo(callbacks);
        Checkpoint.Progress progress = model.takePendingProgress();
        if (progress.batches() > 0 && firstEpoch == model.steps().finishedEpochs()) {
            logs.restore(progress.logs());
            batchesDone = progress.batches();
        }
    }

    private void startEpoch() {
        logs = model.newLogs();
        batchesDone = 0;
    }

    private void trainOn(Dataset train, int epoch) {
        int batches = train.size() == Dataset.UNKNOWN_SIZE
                ? Dataset.UNKNOWN_SIZE
                : -Math.floorDiv(-train.size(), options.batchSize());
        OptionalLong order = OptionalLong.of(Seeds.derive(model.seed(), epoch));
        try (PrefetchedBatches prepared =
                PrefetchedBatches.of(train.batches(options.batchSize(), order, batchesDone), options.prefetch())) {
            while (prepared.hasNext() && !stopNowRequested) {
                Steps.Measure measure = model.steps().train(prepared.next());
                logs.add(measure);
                int number = batchesDone++;
                for (Callback callback : callbacks) {
                    callback.onBatchEnd(epoch, number, batches, measure.loss());
                }
            }
        }
    }

    @Override
    public void stop() {
        stopRequested = true;
    }

    @Override
    public void stopNow() {
        stopRequested = true;
        stopNowRequested = true;
    }

    @Override
    public double learningRate() {
        return model.steps().learningRate();
    }

    @Override
    public void learningRate(double learningRate) {
        model.steps().learningRate(learningRate);
    }

    @Override
    public Map<String, HostTensor> weights() {
        return model.weights();
    }

    @Override
    public void setWeights(Map<String, HostTensor> weights) {
        model.setWeights(weights);
    }

    @Override
    public void saveCheckpoint(Path file) {
        Map<String, HostTensor> epoch = batchesDone == 0 ? Map.of() : logs.state();
        model.saveCheckpoint(file, callbacks, new Checkpoint.Progress(batchesDone, epoch));
    }

    @Override
    public void restoreCheckpoint(Path file) {
        firstEpoch = model.restoreCheckpoint(file);
    }
}
