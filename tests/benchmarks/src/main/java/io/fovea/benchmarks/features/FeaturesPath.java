package io.fovea.benchmarks.features;

import io.fovea.benchmarks.served.Pictures;
import io.fovea.messaging.Topics;
import io.fovea.proto.example.v1.Example;
import io.fovea.tensorcodec.TensorCodec;
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
final class FeaturesPath implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String pipeline;
    private final boolean labelled;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;

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

    /**
     * Nanoseconds from the moment at which all pictures can be read, since they are one transaction, to the last features read.
     *
     * @param round keeps the ids apart
     */
    long extract(Pictures pictures, int round) {
        producer.beginTransaction();
        for (int i = 0; i < pictures.count(); i++) {
            String id = "%d-%d".formatted(round, i);
            producer.send(new ProducerRecord<>(
                    Topics.examples(pipeline), id.getBytes(StandardCharsets.UTF_8), example(id, pictures, i)));
        }
        producer.flush();
        long start = System.nanoTime();
        producer.commitTransaction();
        await(pictures.count(), start);
        return System.nanoTime() - start;
    }

    private byte[] example(String id, Pictures pictures, int index) {
        var example = Example.newBuilder()
                .setId(id)
                .addInputs(TensorCodec.uint8("image", pictures.shape(), pictures.picture(index)));
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
