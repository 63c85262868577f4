package io.fovea.trainer.training;

import io.fovea.cnn.callbacks.Callback;
import io.fovea.cnn.callbacks.Training;
import io.fovea.trainer.TrainingMeters;
import io.fovea.trainer.jobs.JobEvents;
import io.fovea.trainer.jobs.JobFailedException;
import io.fovea.trainer.jobs.Stop;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * After each epoch a checkpoint, then an event that names it; within an epoch progress, a checkpoint now and then, and an eye on whether
 * to stop.
 * It goes last among a fit's callbacks, so that the checkpoint holds the state of the others.
 */
final class EpochReports implements Callback {
    private final int epochs;
    private final CheckpointKeeper checkpoints;
    private final JobEvents events;
    private final TrainingMeters meters;
    private final Stop stop;
    private @Nullable Training training;
    private double lossSum;
    private int seen; // batches of this epoch, those before a checkpoint not among them

    EpochReports(int epochs, CheckpointKeeper checkpoints, JobEvents events, TrainingMeters meters, Stop stop) {
        this.epochs = epochs;
        this.checkpoints = checkpoints;
        this.events = events;
        this.meters = meters;
        this.stop = stop;
    }

    @Override
    public void onTrainBegin(Training training) {
        this.training = training;
    }

    @Override
    public void onEpochBegin(int epoch) {
        lossSum = 0;
        seen = 0;
    }

    @Override
    public void onBatchEnd(int epoch, int batch, int batches, double loss) {
        stop.check();
        lossSum += loss;
        seen++;
        if (batch + 1 < batches && Double.isFinite(loss)) {
            checkpoints.saveIfDue(training());
        }
        events.progress(epoch, epochs, batch + 1, batches, Map.of("loss", lossSum / seen));
    }

    @Override
    public void onEpochEnd(int epoch, Map<String, Double> logs) {
        checkFinite(epoch, logs);
        checkpoints.save(training());
        events.epoch(epoch + 1, epochs, logs, checkpoints.place());
        meters.epoch(logs);
    }

    private static void checkFinite(int epoch, Map<String, Double> logs) {
        Double loss = logs.get("loss");
        if (loss == null || !Double.isFinite(loss)) {
            throw new JobFailedException(
                    "The loss of epoch %d is %s. Maybe the learning rate is too high.".formatted(epoch + 1, loss));
        }
    }

    private Training training() {
        if (training == null) {
            throw new IllegalStateException("This callback is not part of a fit.");
        }
        return training;
    }
}
