package io.fovea.cli;

import io.fovea.cli.client.TopicReader;
import io.fovea.messaging.Topics;
import io.fovea.proto.training.v1.TrainingEvent;
import io.fovea.proto.training.v1.TrainingJob;
import io.fovea.proto.training.v1.TrainingState;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A trainer that takes the next job and says that it has trained: two epochs, version 7. */
final class PlayedTrainer implements AutoCloseable {

    private final TestPlatform platform;
    private final TopicReader jobs;
    private final CompletableFuture<TrainingJob> job;
    private volatile String failure = "";

    PlayedTrainer(TestPlatform platform) {
        this.platform = platform;
        this.jobs = TopicReader.open(platform.connection(), Topics.TRAINING_JOBS, TopicReader.From.NOW);
        this.job = CompletableFuture.supplyAsync(this::work);
    }

    PlayedTrainer thatFails(String reason) {
        failure = reason;
        return this;
    }

    TrainingJob job() throws Exception {
        return job.get(30, TimeUnit.SECONDS);
    }

    private TrainingJob work() {
        while (true) {
            for (ConsumerRecord<String, byte[]> record : jobs.poll()) {
                return train(record);
            }
        }
    }

    private TrainingJob train(ConsumerRecord<String, byte[]> record) {
        try {
            TrainingJob taken = TrainingJob.parseFrom(record.value());
            say(event(taken, TrainingState.TRAINING_STATE_STARTED, 0));
            if (!failure.isEmpty()) {
                say(event(taken, TrainingState.TRAINING_STATE_FAILED, 0).setMessage(failure));
                return taken;
            }
            say(event(taken, TrainingState.TRAINING_STATE_EPOCH, 1).putMetrics("val_accuracy", 0.9));
            say(event(taken, TrainingState.TRAINING_STATE_EPOCH, 2).putMetrics("val_accuracy", 0.98));
            say(event(taken, TrainingState.TRAINING_STATE_COMPLETED, 2)
                    .putMetrics("val_accuracy", 0.98)
                    .setModelVersion("7"));
            return taken;
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new CompletionException(e);
        }
    }

    private void say(TrainingEvent.Builder event) {
        platform.publish(Topics.TRAINING_EVENTS, event.getJobId(), event.build());
    }

    private static TrainingEvent.Builder event(TrainingJob job, TrainingState state, int epoch) {
        return TrainingEvent.newBuilder()
                .setJobId(job.getId())
                .setPipeline(job.getPipeline())
                .setState(state)
                .setEpoch(epoch)
                .setEpochs(2);
    }

    @Override
    public void close() throws Exception {
        job();
        jobs.close();
    }
}
