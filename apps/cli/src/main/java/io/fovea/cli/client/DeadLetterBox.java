package io.fovea.cli.client;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.messaging.DeadLetter;
import io.fovea.messaging.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The dead letters of a pipeline: to be read, outside any consumer group, and put back. For one thread. */
public final class DeadLetterBox implements AutoCloseable {

    private static final java.time.Duration POLL = java.time.Duration.ofMillis(200);

    private final Connection connection;
    private final String pipeline;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    /** @throws CommandFailure when the pipeline has never been applied */
    public DeadLetterBox(Connection connection, String pipeline) {
        Pipelines.find(connection, pipeline);
        this.connection = connection;
        this.pipeline = pipeline;
        Map<String, Object> properties = connection.kafka();
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", false);
        properties.put("allow.auto.create.topics", false);
        properties.put("auto.offset.reset", "earliest");
        this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.partitions = consumer.partitionsFor(Topics.deadLetters(pipeline)).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
    }

    /** All that are there now, oldest first; records that are no letters are left out. */
    public List<DeadLetter> all() {
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        List<DeadLetter> letters = new ArrayList<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(record -> read(record, letters));
        }
        letters.sort(
                java.util.Comparator.comparingLong(letter -> letter.record().timestamp()));
        return letters;
    }

    private static void read(ConsumerRecord<byte[], byte[]> record, List<DeadLetter> letters) {
        try {
            letters.add(DeadLetter.of(record));
        } catch (IllegalArgumentException e) {
            // somebody else's
        }
    }

    /** @throws CommandFailure when there is no such letter */
    public DeadLetter find(LetterName name) {
        return all().stream()
                .filter(name::isOf)
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        "Pipeline '%s' has no dead letter %s: ./fovea dead-letters list %s shows those that there are."
                                .formatted(pipeline, name, pipeline)));
    }

    /**
     * Puts the records back where they came from, each as it was. Returns once all are stored.
     *
     * @throws CommandFailure before any is sent, when one comes from a topic that is none of the pipeline's
     */
    public void replay(List<DeadLetter> letters) {
        letters.forEach(this::checkTopic);
        try (var producer =
                new KafkaProducer<>(connection.kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = letters.stream()
                    .map(DeadLetter::original)
                    .map(record -> (Future<RecordMetadata>) producer.send(record))
                    .toList();
            for (Future<RecordMetadata> record : sent) {
                record.get();
            }
        } catch (ExecutionException e) {
            throw new CommandFailure(
                    "Not every record could be put back: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted while records were put back.");
        }
    }

    /** A letter names its topic itself, and anyone can write letters. */
    private void checkTopic(DeadLetter letter) {
        List<String> known = List.of(
                Topics.images(pipeline),
                Topics.examples(pipeline),
                Topics.features(pipeline),
                Topics.bars(pipeline),
                Topics.periods(pipeline),
                Topics.scores(pipeline));
        if (!known.contains(letter.topic())) {
            throw new CommandFailure("Letter %s says it comes from topic '%s', which is none that pipeline '%s' reads."
                    .formatted(LetterName.of(letter), letter.topic(), pipeline));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
