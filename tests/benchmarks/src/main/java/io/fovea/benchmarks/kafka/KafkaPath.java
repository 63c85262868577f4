package io.fovea.benchmarks.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.benchmarks.served.Pictures;
import io.fovea.benchmarks.served.ServedNetwork;
import io.fovea.messaging.CloudEventSeries;
import io.fovea.messaging.Topics;
import io.fovea.proto.example.v1.Example;
import io.fovea.tensorcodec.TensorCodec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends tensors to a pipeline's examples and waits for as many committed predictions. Tensors are made before, so that this process
 * takes little of what it measures.
 */
final class KafkaPath implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String topic;
    private final List<byte[]> tensors; // an Example each, but for its id
    private final CloudEventSeries events =
            new CloudEventSeries("/fovea/preprocessing", Example.getDescriptor().getFullName());
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private long sent;

    KafkaPath(String bootstrapServers, ServedNetwork network) {
        Pictures pictures = Pictures.random(network, 512, 7);
        String pipeline = network.pipeline();
        this.topic = Topics.examples(pipeline);
        this.tensors = IntStream.range(0, pictures.count())
                .mapToObj(i -> Example.newBuilder()
                        .addInputs(TensorCodec.uint8("image", network.shape(), pictures.picture(i)))
                        .build()
                        .toByteArray())
                .toList();
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5, "batch.size", 256 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "fetch.min.bytes",
                        64 * 1024,
                        "fetch.max.wait.ms",
                        20),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.predictions(pipeline)).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // seeks are lazy: go there now
    }

    /** Nanoseconds from the first record sent to the last prediction read. */
    long predict(int count) {
        long start = System.nanoTime();
        var sender = new Thread(() -> send(count), "sender");
        sender.start();
        await(count, start);
        return System.nanoTime() - start;
    }

    private void send(int count) {
        for (int i = 0; i < count; i++, sent++) {
            String id = Long.toString(sent);
            producer.send(new ProducerRecord<>(
                    topic,
                    null,
                    id.getBytes(UTF_8),
                    example(id, tensors.get((int) (sent % tensors.size()))),
                    events.following(new RecordHeaders(), id, System.currentTimeMillis())));
        }
        producer.flush();
    }

    /** Two messages of a type one after the other are one with the fields of both. */
    private static byte[] example(String id, byte[] tensor) {
        byte[] named = Example.newBuilder().setId(id).build().toByteArray();
        return ByteBuffer.allocate(named.length + tensor.length)
                .put(named)
                .put(tensor)
                .array();
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
