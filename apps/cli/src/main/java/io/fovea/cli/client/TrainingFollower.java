package io.fovea.cli.client;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.proto.training.v1.TrainingEvent;
import io.fovea.proto.training.v1.TrainingState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Follows one training job through its events; opened before the job is published, so that none is missed. */
public final class TrainingFollower implements AutoCloseable {

    private final TopicReader events;

    public TrainingFollower(Connection connection) {
        this.events = TopicReader.open(connection, io.fovea.messaging.Topics.TRAINING_EVENTS, TopicReader.From.NOW);
    }

    /**
     * Returns when the job has ended; {@code onProgress} hears of its start, of each epoch, and some times within one.
     *
     * @throws CommandFailure when the job failed, with the trainer's reason
     */
    public TrainingOutcome await(String jobId, Consumer<TrainingProgress> onProgress) {
        List<Map<String, Double>> history = new ArrayList<>();
        while (true) {
            for (ConsumerRecord<String, byte[]> record : events.poll()) {
                if (jobId.equals(record.key())) {
                    Optional<TrainingOutcome> outcome = take(parse(record), history, onProgress);
                    if (outcome.isPresent()) {
                        return outcome.get();
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        events.close();
    }

    private static Optional<TrainingOutcome> take(
            TrainingEvent event, List<Map<String, Double>> history, Consumer<TrainingProgress> onProgress) {
        if (event.getState() == TrainingState.TRAINING_STATE_FAILED) {
            throw new CommandFailure(
                    "The training of '%s' failed: %s".formatted(event.getPipeline(), event.getMessage()));
        }
        if (event.getState() == TrainingState.TRAINING_STATE_COMPLETED) {
            return Optional.of(new TrainingOutcome(
                    event.getJobId(), event.getModelVersion(), event.getEpoch(), event.getMetricsMap(), history));
        }
        if (event.getState() == TrainingState.TRAINING_STATE_EPOCH) {
            history.add(Map.copyOf(event.getMetricsMap()));
        }
        double share = event.getBatches() == 0 ? 0 : (double) event.getBatch() / event.getBatches();
        onProgress.accept(new TrainingProgress(
                event.getEpoch(), event.getEpochs(), share, counted(event), event.getMetricsMap()));
        return Optional.empty();
    }

    private static String counted(TrainingEvent event) {
        return event.getCounted().isEmpty() ? "epoch" : event.getCounted();
    }

    private static TrainingEvent parse(ConsumerRecord<String, byte[]> record) {
        try {
            return TrainingEvent.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw new CommandFailure("A training event cannot be read: " + e.getMessage(), e);
        }
    }
}
