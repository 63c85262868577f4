package io.fovea.trainer.market;

import io.fovea.cnn.callbacks.Callback;
import io.fovea.trainer.jobs.JobFailedException;
import io.fovea.trainer.jobs.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keeps each epoch's losses, and looks at every batch whether to stop. */
final class Losses implements Callback {
    private final Stop stop;
    private final List<Double> loss = new ArrayList<>();
    private final List<Double> validationLoss = new ArrayList<>();

    Losses(Stop stop) {
        this.stop = stop;
    }

    List<Double> loss() {
        return List.copyOf(loss);
    }

    List<Double> validationLoss() {
        return List.copyOf(validationLoss);
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
