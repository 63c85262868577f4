package io.fovea.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes numbered records, reads committed ones, and copies a batch. */
final class Records {

    private static final int KEYS = 40;

    private Records() {}

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    /** Values are the numbers from {@code from} to {@code to}, exclusive; keys repeat. */
    static void write(String bootstrapServers, String topic, int from, int to) {
        try (var producer = producer(bootstrapServers)) {
            for (int i = from; i < to; i++) {
                producer.send(new ProducerRecord<>(topic, bytes("key-" + i % KEYS), bytes(Integer.toString(i))));
            }
        }
    }

    static KafkaProducer<byte[], byte[]> producer(String bootstrapServers) {
        return new KafkaProducer<>(
                // one in flight: a new topic's broker can refuse the first batch and take the second, and then refuse
                // the
                // first for ever as out of order
                Map.of("bootstrap.servers", bootstrapServers, "max.in.flight.requests.per.connection", 1),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** What a service does that changes nothing. */
    static BatchProcessor copyTo(String topic) {
        return (records, output) ->
                records.forEach(record -> output.send(new ProducerRecord<>(topic, record.key(), record.value())));
    }

    /** Reads a topic from its beginning until {@code enough}, and then for a moment more, in case there is too much. */
    static List<ConsumerRecord<byte[], byte[]>> readUntil(
            String bootstrapServers, String topic, Predicate<List<ConsumerRecord<byte[], byte[]>>> enough) {
        var read = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            waitFor(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(read::add);
                return enough.test(read);
            });
            long end = System.nanoTime() + Duration.ofMillis(500).toNanos();
            while (System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(read::add);
            }
        }
        return read;
    }

    static List<ConsumerRecord<byte[], byte[]>> read(String bootstrapServers, String topic, int count) {
        return readUntil(bootstrapServers, topic, read -> read.size() >= count);
    }

    /** How often each number came. */
    static Map<Integer, Integer> counts(List<ConsumerRecord<byte[], byte[]>> records) {
        var counts = new TreeMap<Integer, Integer>();
        records.forEach(record -> counts.merge(number(record), 1, Integer::sum));
        return counts;
    }

    /** Whether each key's numbers rise. */
    static boolean isOrderedByKey(List<ConsumerRecord<byte[], byte[]>> records) {
        var last = new HashMap<String, Integer>();
        return records.stream().allMatch(record -> {
            Integer before = last.put(text(record.key()), number(record));
            return before == null || before < number(record);
        });
    }

    static int number(ConsumerRecord<byte[], byte[]> record) {
        return Integer.parseInt(text(record.value()));
    }

    static void waitFor(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Waited for 60 s in vain.");
            }
            sleep(20);
        }
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
