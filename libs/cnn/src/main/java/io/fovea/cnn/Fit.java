package io.fovea.cnn;

import io.fovea.cnn.callbacks.Callback;
import io.fovea.cnn.callbacks.Training;
import io.fovea.cnn.data.Batch;
import io.fovea.cnn.data.Dataset;
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
    private boolean stopRequested;

    Fit(TrainableModel model, FitOptions options, List<Callback> callbacks) {
        this.model = model;
        this.options = options;
        this.callbacks = callbacks;
    }

    History run(Dataset train, @Nullable Dataset validation) {
        History history = new History(options.initialEpoch());
        callbacks.forEach(callback -> callback.onTrainBegin(this));
        model.takePendingStates().handTo(callbacks);
        for (int epoch = options.initialEpoch(); epoch < options.epochs() && !stopRequested; epoch++) {
            int current = epoch;
            callbacks.forEach(callback -> callback.onEpochBegin(current));
            Map<String, Double> logs = new LinkedHashMap<>(trainOn(train, epoch));
            if (validation != null && validation.size() > 0) {
                model.evaluate(validation, options.batchSize())
                        .forEach((name, value) -> logs.put("val_" + name, value));
            }
            model.steps().finish(epoch);
            history.add(logs);
            callbacks.forEach(callback -> callback.onEpochEnd(current, logs));
        }
        callbacks.forEach(Callback::onTrainEnd);
        return history;
    }

    private Map<String, Double> trainOn(Dataset train, int epoch) {
        Means means = new Means();
        int batches = -Math.floorDiv(-train.size(), options.batchSize());
        int number = 0;
        OptionalLong order = OptionalLong.of(Seeds.derive(model.seed(), epoch));
        for (Batch batch : train.batches(options.batchSize(), order)) {
            Steps.Measure measure = model.steps().train(batch);
            means.add(measure, batch.size());
            for (Callback callback : callbacks) {
                callback.onBatchEnd(epoch, number, batches, measure.loss());
            }
            number++;
        }
        return means.logs("");
    }

    @Override
    public void stop() {
        stopRequested = true;
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
        model.saveCheckpoint(file, callbacks);
    }
}
