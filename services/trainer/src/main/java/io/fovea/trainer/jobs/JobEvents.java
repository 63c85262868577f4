package io.fovea.trainer.jobs;

import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.proto.training.v1.TrainingEvent;
import io.fovea.proto.training.v1.TrainingJob;
import io.fovea.proto.training.v1.TrainingState;
import java.time.Duration;
import java.util.Map;

/** What the world is told of one job. Used by the thread that works on it. */
public final class JobEvents {
    private final EventLog log;
    private final TrainingEvent job;
    private final Duration progressInterval;
    private long lastProgressNanos = System.nanoTime();

    /**
     * @param trainer which trainer says so
     * @param progressInterval between two events within an epoch, at least
     */
    public JobEvents(EventLog log, TrainingJob job, String trainer, Duration progressInterval) {
        this.log = log;
        this.job = TrainingEvent.newBuilder()
                .setJobId(job.getId())
                .setPipeline(job.getPipeline())
                .setTrainer(trainer)
                .buildPartial();
        this.progressInterval = progressInterval;
    }

    /**
     * @param epoch epochs done by those who had the job before
     * @param batch batches of the next epoch that they had done
     */
    public void started(int epoch, int epochs, int batch, String checkpoint) {
        log.append(event(TrainingState.TRAINING_STATE_STARTED)
                .setEpoch(epoch)
                .setEpochs(epochs)
                .setBatch(batch)
                .setCheckpoint(checkpoint)
                .build());
    }

    /** Best effort, and not more often than the interval allows. */
    public void progress(int epoch, int epochs, int batch, int batches, Map<String, Double> metrics) {
        long now = System.nanoTime();
        if (now - lastProgressNanos >= progressInterval.toNanos()) {
            lastProgressNanos = now;
            log.offer(event(TrainingState.TRAINING_STATE_PROGRESS)
                    .setEpoch(epoch)
                    .setEpochs(epochs)
                    .setBatch(batch)
                    .setBatches(batches)
                    .putAllMetrics(metrics)
                    .build());
        }
    }

    /** @param epoch epochs done, this one included */
    public void epoch(int epoch, int epochs, Map<String, Double> metrics, String checkpoint) {
        log.append(event(TrainingState.TRAINING_STATE_EPOCH)
                .setEpoch(epoch)
                .setEpochs(epochs)
                .putAllMetrics(metrics)
                .setCheckpoint(checkpoint)
                .build());
    }

    /** @param done networks trained of a market pipeline, this one included */
    public void network(int done, int networks, Map<String, Double> metrics, String checkpoint) {
        log.append(event(TrainingState.TRAINING_STATE_EPOCH)
                .setEpoch(done)
                .setEpochs(networks)
                .setCounted("network")
                .putAllMetrics(metrics)
                .setCheckpoint(checkpoint)
                .build());
    }

    public void completed(ModelVersion version, String message) {
        log.append(event(TrainingState.TRAINING_STATE_COMPLETED)
                .putAllMetrics(version.getMetricsMap())
                .setModelVersion(version.getVersion())
                .setMessage(message)
                .build());
    }

    public void failed(String message) {
        log.append(
                event(TrainingState.TRAINING_STATE_FAILED).setMessage(message).build());
    }

    private TrainingEvent.Builder event(TrainingState state) {
        return job.toBuilder().setState(state).setAtMillis(System.currentTimeMillis());
    }
}
