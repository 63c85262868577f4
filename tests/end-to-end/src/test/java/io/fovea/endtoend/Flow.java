package io.fovea.endtoend;

import io.fovea.messaging.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Questions at a steady rate on a thread of its own, whatever becomes of the broker: those of an outage follow it. */
final class Flow extends Thread implements AutoCloseable {

    private static final long TICK_NANOS = Duration.ofMillis(10).toNanos();

    private final String topic;
    private final int perSecond;
    private final KafkaProducer<String, byte[]> producer;
    private final Random random;
    private final int[] next = new int[Questions.KEYS];
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private volatile boolean ended;

    Flow(String bootstrapServers, String pipeline, int perSecond, long seed) {
        this.topic = Topics.examples(pipeline);
        this.perSecond = perSecond;
        this.random = new Random(seed);
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "acks", "all",
                        "linger.ms", "20",
                        "buffer.memory", Long.toString(64 << 20),
                        "reconnect.backoff.max.ms", "500",
                        "max.block.ms", "600000",
                        "request.timeout.ms", "10000",
                        "delivery.timeout.ms", "900000"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    @Override
    public void run() {
        long start = System.nanoTime();
        long sent = 0;
        while (!ended) {
            long due = (System.nanoTime() - start) * perSecond / 1_000_000_000;
            for (; sent < due && !ended; sent++) {
                send();
            }
            LockSupport.parkNanos(TICK_NANOS);
        }
        producer.flush();
    }

    private void send() {
        int key = random.nextInt(next.length);
        byte[] value = Questions.value(key, next[key]++);
        producer.send(new ProducerRecord<>(topic, Questions.key(key), value), (metadata, problem) -> {
            if (problem == null) {
                acknowledged.incrementAndGet();
            } else {
                failure.compareAndSet(null, problem);
            }
        });
    }

    /** Sends no more, and returns when everything sent is acknowledged: how many. */
    long end() throws Exception {
        ended = true;
        join();
        if (failure.get() != null) {
            throw failure.get();
        }
        return acknowledged.get();
    }

    long acknowledged() {
        return acknowledged.get();
    }

    @Override
    public void close() {
        ended = true;
        producer.close(Duration.ofSeconds(1));
    }
}
