package io.fovea.benchmarks.features;

import io.fovea.benchmarks.kafka.Comparison;
import io.fovea.benchmarks.served.Pictures;
import io.fovea.benchmarks.served.ServedNetwork;
import io.fovea.messaging.Topics;
import io.fovea.proto.example.v1.Example;
import io.fovea.tensorcodec.TensorCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts pictures into a pipeline's examples, as preprocessing does, and waits for the committed features of each. */
final class FeaturesPath implements Comparison.Way, AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String pipeline;
    private final boolean labelled;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Pictures pictures = Pictures.random(ServedNetwork.MOBILENET, 512, 7);
    private long sent;

    /** @param labelled whether they are to be learned from, so that their features are looked up and kept */
    FeaturesPath(String bootstrapServers, String pipeline, boolean labelled) {
        this.pipeline = pipeline;
        this.labelled = labelled;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "transactional.id",
                        "features-benchmark",
                        "linger.ms",
                        5,
                        "batch.size",
                        1 << 20,
                        "max.request.size",
                        4 << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.features(pipeline)).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // seeks are lazy: go there now
    }

    /** Sends so many that nobody can read yet: they are one transaction. */
    @Override
    public void prepare(int count) {
        producer.beginTransaction();
        for (int i = 0; i < count; i++, sent++) {
            String id = Long.toString(sent);
            producer.send(
                    new ProducerRecord<>(Topics.examples(pipeline), id.getBytes(StandardCharsets.UTF_8), example(id)));
        }
        producer.flush();
    }

    /** From the moment at which all that was sent can be read to the last of its features. */
    @Override
    public long nanos(int count) {
        long start = System.nanoTime();
        producer.commitTransaction();
        await(count, start);
        return System.nanoTime() - start;
    }

    /** No two pictures are the same: those that are labelled would be known. */
    private byte[] example(String id) {
        byte[] pixels = pictures.picture((int) (sent % pictures.count()));
        ByteBuffer.wrap(pixels).putLong(sent);
        var example = Example.newBuilder().setId(id).addInputs(TensorCodec.uint8("image", pictures.shape(), pixels));
        if (labelled) {
            example.addLabels(TensorCodec.int64("label", 0));
        }
        return example.build().toByteArray();
    }

    private void await(int count, long start) {
        Set<String> seen = new HashSet<>();
        while (seen.size() < count) {
            consumer.poll(POLL).forEach(features -> seen.add(new String(features.key(), StandardCharsets.UTF_8)));
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException(
                        "Only %d of %d features came within %s.".formatted(seen.size(), count, PATIENCE));
            }
        }
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
