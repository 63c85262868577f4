package io.fovea.benchmarks.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.benchmarks.served.Pictures;
import io.fovea.benchmarks.served.ServedNetwork;
import io.fovea.proto.example.v1.Example;
import io.fovea.tensorcodec.TensorCodec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends a network's examples, at a rate or as fast as they go, and reads what comes out of a topic, each by its key. */
final class RatedWay implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String from;
    private final List<byte[]> examples;
    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /**
     * @param from where examples go in
     * @param to where answers come out
     */
    RatedWay(String bootstrapServers, ServedNetwork network, String from, String to) {
        this.from = from;
        Pictures pictures = Pictures.random(network, 512, 7);
        this.examples = IntStream.range(0, pictures.count())
                .mapToObj(i -> Example.newBuilder()
                        .setId("example-" + i)
                        .addInputs(TensorCodec.uint8("image", network.shape(), pictures.picture(i)))
                        .build()
                        .toByteArray())
                .toList();
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 1, "batch.size", 128 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(to).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // seeks are lazy: go there now
    }

    /** Nanoseconds from the first record sent to the last answer read. */
    long flood(int count) throws InterruptedException {
        long start = System.nanoTime();
        latencies(count, Integer.MAX_VALUE);
        return System.nanoTime() - start;
    }

    /** From when each record was due to when its answer was read; nanoseconds, shortest first. */
    long[] latencies(int count, int perSecond) throws InterruptedException {
        long start = System.nanoTime();
        var sender = new Thread(() -> send(count, perSecond, start), "sender");
        sender.start();
        long[] latencies = new long[count];
        for (int seen = 0; seen < count; ) {
            for (ConsumerRecord<byte[], byte[]> answer : consumer.poll(Duration.ofMillis(5))) {
                int index = Integer.parseInt(new String(answer.key(), UTF_8));
                latencies[index] = System.nanoTime() - due(index, perSecond, start);
                seen++;
            }
            if (System.nanoTime() - due(count, perSecond, start) > PATIENCE.toNanos()) {
                throw new IllegalStateException("Only %,d of %,d answers came.".formatted(seen, count));
            }
        }
        sender.join();
        Arrays.sort(latencies);
        return latencies;
    }

    private static long due(int index, int perSecond, long start) {
        return start + index * 1_000_000_000L / perSecond;
    }

    private void send(int count, int perSecond, long start) {
        for (int i = 0; i < count; i++) {
            long due = due(i, perSecond, start);
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            producer.send(
                    new ProducerRecord<>(from, Integer.toString(i).getBytes(UTF_8), examples.get(i % examples.size())));
        }
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
