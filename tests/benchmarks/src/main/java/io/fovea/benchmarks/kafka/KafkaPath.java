package io.fovea.benchmarks.kafka;

import io.fovea.messaging.Topics;
import io.fovea.proto.example.v1.Example;
import io.fovea.tensorcodec.TensorCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends tensors to a pipeline's examples and waits for as many committed predictions. */
final class KafkaPath implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String pipeline;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;

    KafkaPath(String bootstrapServers, String pipeline) {
        this.pipeline = pipeline;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5, "batch.size", 256 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.predictions(pipeline)).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // seeks are lazy: go there now
    }

    /** Nanoseconds from the first record sent to the last prediction read; {@code round} keeps the ids apart. */
    long predict(Pictures pictures, int round) {
        long start = System.nanoTime();
        var sender = new Thread(() -> send(pictures, round), "sender");
        sender.start();
        await(pictures.count(), start);
        return System.nanoTime() - start;
    }

    private void send(Pictures pictures, int round) {
        for (int i = 0; i < pictures.count(); i++) {
            String id = "%d-%d".formatted(round, i);
            byte[] example = Example.newBuilder()
                    .setId(id)
                    .addInputs(TensorCodec.uint8(
                            "image", new long[] {Pictures.SIDE, Pictures.SIDE, 1}, pictures.picture(i)))
                    .build()
                    .toByteArray();
            producer.send(
                    new ProducerRecord<>(Topics.examples(pipeline), id.getBytes(StandardCharsets.UTF_8), example));
        }
        producer.flush();
    }

    private void await(int count, long start) {
        int seen = 0;
        while (seen < count) {
            for (ConsumerRecord<byte[], byte[]> ignored : consumer.poll(POLL)) {
                seen++;
            }
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException(
                        "Only %d of %d predictions came within %s.".formatted(seen, count, PATIENCE));
            }
        }
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
