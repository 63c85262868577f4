package io.fovea.cli.client;

import com.google.protobuf.ByteString;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.image.v1.ImageRecord;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.registry.ModelRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** One image on its way through a pipeline, with an eye on the places where its answer or its dead letter will be. */
public final class PredictionRequest implements AutoCloseable {

    private final Connection connection;
    private final PipelineSpec pipeline;
    private final String id;
    private final TopicReader predictions;
    private final TopicReader deadLetters;

    /** @throws CommandFailure when the pipeline is unknown */
    public PredictionRequest(Connection connection, String pipelineName, String id) {
        this.connection = connection;
        this.pipeline = Pipelines.find(connection, pipelineName);
        this.id = id;
        this.predictions =
                TopicReader.openPartitionOf(connection, Topics.predictions(pipelineName), id, TopicReader.From.NOW);
        this.deadLetters = TopicReader.open(connection, Topics.deadLetters(pipelineName), TopicReader.From.NOW);
    }

    /**
     * Sends the image and returns its answer; an image that was answered before keeps its answer.
     *
     * @throws CommandFailure when there is no live model, the image is refused, or no answer comes in time
     */
    public Prediction send(byte[] image, String source, Duration timeout) {
        requireLiveModel();
        long deadline = System.nanoTime() + timeout.toNanos();
        IngestionAnswer answer = new IngestionClient(connection.ingestion())
                .send(
                        pipeline.name(),
                        List.of(ImageRecord.newBuilder()
                                .setId(id)
                                .setEncoded(ByteString.copyFrom(image))
                                .setSource(source)
                                .build()));
        answer.rejected().stream().findFirst().ifPresent(rejected -> {
            throw new CommandFailure(source + " was refused: " + rejected.explanation());
        });
        if (answer.duplicates() > 0) {
            predictions.rewind(TopicReader.From.BEGINNING);
            deadLetters.rewind(TopicReader.From.BEGINNING);
        }
        return await(source, deadline, timeout);
    }

    @Override
    public void close() {
        predictions.close();
        deadLetters.close();
    }

    private void requireLiveModel() {
        try (ModelRegistry registry = Models.open(connection)) {
            if (registry.resolve(pipeline.model().name(), ModelRegistry.LIVE).isEmpty()) {
                throw new CommandFailure(
                        "Model '%s' has no live version yet: train it with ./fovea train %s, or promote one."
                                .formatted(pipeline.model().name(), pipeline.name()));
            }
        }
    }

    private Prediction await(String source, long deadline, Duration timeout) {
        while (System.nanoTime() < deadline) {
            Optional<ConsumerRecord<String, byte[]>> found = ofThisImage(predictions.poll());
            if (found.isPresent()) {
                return PredictionFeed.parse(found.get());
            }
            ofThisImage(deadLetters.poll()).ifPresent(letter -> {
                throw new CommandFailure(source + " became a dead letter: " + reason(letter));
            });
        }
        throw new CommandFailure("No answer for %s within %d s.".formatted(source, timeout.toSeconds()));
    }

    private Optional<ConsumerRecord<String, byte[]>> ofThisImage(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream().filter(record -> id.equals(record.key())).findFirst();
    }

    private static String reason(ConsumerRecord<String, byte[]> letter) {
        Header header = letter.headers().lastHeader("dead-letter-reason");
        return header == null ? "no reason given" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
