package io.fovea.cli.client;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.messaging.Topics;
import io.fovea.proto.prediction.v1.Prediction;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The predictions of a pipeline, as they are committed. */
public final class PredictionFeed implements AutoCloseable {

    private static final Duration SILENCE = Duration.ofSeconds(5);

    /** A record's timestamp may be that much apart from when its prediction was made. */
    private static final Duration COMMIT = Duration.ofMinutes(1);

    private final Connection connection;
    private final TopicReader reader;
    private long heardNanos = System.nanoTime();

    /** @throws CommandFailure when the pipeline has never been applied */
    public PredictionFeed(Connection connection, String pipeline, TopicReader.From from) {
        this.connection = connection;
        this.reader = TopicReader.open(connection, Topics.predictions(pipeline), from);
    }

    /**
     * What has come; empty after a fifth of a second without any.
     *
     * @throws CommandFailure when the broker is gone
     */
    public List<Prediction> next() {
        List<Prediction> predictions =
                reader.poll().stream().map(PredictionFeed::parse).toList();
        if (!predictions.isEmpty()) {
            heardNanos = System.nanoTime();
        } else if (System.nanoTime() - heardNanos > SILENCE.toNanos()) {
            connection.checked(); // a dead broker is silent too
            heardNanos = System.nanoTime();
        }
        return predictions;
    }

    /** Goes back to the oldest prediction that is kept. */
    public void rewind() {
        reader.rewind(TopicReader.From.BEGINNING);
    }

    /** All that is committed by now and was not read yet. */
    public List<Prediction> rest() {
        return reader.readToEnd().stream().map(PredictionFeed::parse).toList();
    }

    /** Those that were made at or after one time and before another, oldest first. */
    public List<Prediction> between(Instant from, Instant to) {
        return reader.readBetween(from.minus(COMMIT), to.plus(COMMIT)).stream()
                .map(PredictionFeed::parse)
                .filter(prediction -> prediction.getPredictedAtMillis() >= from.toEpochMilli()
                        && prediction.getPredictedAtMillis() < to.toEpochMilli())
                .sorted(Comparator.comparingLong(Prediction::getPredictedAtMillis))
                .toList();
    }

    @Override
    public void close() {
        reader.close();
    }

    static Prediction parse(ConsumerRecord<String, byte[]> record) {
        try {
            return Prediction.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw new CommandFailure("Prediction %s cannot be read: %s".formatted(record.key(), e.getMessage()), e);
        }
    }
}
