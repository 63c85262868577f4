package io.fovea.endtoend;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.proto.training.v1.TrainingEvent;
import io.fovea.proto.training.v1.TrainingState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What became of the only training job, in the order in which it was told.
 *
 * @param events all of its events so far
 */
record JobStory(List<TrainingEvent> events) {

    static JobStory read(Platform platform) {
        return read(platform.bootstrapServers());
    }

    /** @param bootstrapServers Kafka's host:port */
    static JobStory read(String bootstrapServers) {
        return new JobStory(new CommittedTopic(bootstrapServers, "fovea.training-events")
                .records().stream().map(JobStory::parse).toList());
    }

    /** Reads it until it is as wanted. */
    static JobStory await(Platform platform, Duration patience, Predicate<JobStory> wanted) {
        Instant deadline = Instant.now().plus(patience);
        JobStory story = read(platform);
        while (!wanted.test(story)) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("not so after %s: %s".formatted(patience, story.events()));
            }
            Pause.millis(100);
            story = read(platform);
        }
        return story;
    }

    List<Integer> epochs() {
        return of(TrainingState.TRAINING_STATE_EPOCH)
                .map(TrainingEvent::getEpoch)
                .toList();
    }

    /** Epochs done when the job was begun, for each time. */
    List<Integer> starts() {
        return of(TrainingState.TRAINING_STATE_STARTED)
                .map(TrainingEvent::getEpoch)
                .toList();
    }

    /** Batches of the next epoch done when the job was begun, for each time. */
    List<Integer> startBatches() {
        return of(TrainingState.TRAINING_STATE_STARTED)
                .map(TrainingEvent::getBatch)
                .toList();
    }

    /** Whether it was seen to be within an epoch, after so many others. */
    boolean isWithinAnEpochAfter(int epochs) {
        return of(TrainingState.TRAINING_STATE_PROGRESS)
                .anyMatch(event -> event.getEpoch() >= epochs && event.getBatch() < event.getBatches());
    }

    List<String> versions() {
        return of(TrainingState.TRAINING_STATE_COMPLETED)
                .map(TrainingEvent::getModelVersion)
                .toList();
    }

    boolean hasFailed() {
        return of(TrainingState.TRAINING_STATE_FAILED).findAny().isPresent();
    }

    private Stream<TrainingEvent> of(TrainingState state) {
        return events.stream().filter(event -> event.getState() == state);
    }

    private static TrainingEvent parse(ConsumerRecord<String, byte[]> record) {
        try {
            return TrainingEvent.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
