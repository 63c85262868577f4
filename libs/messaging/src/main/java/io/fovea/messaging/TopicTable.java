package io.fovea.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * A compacted topic as a map that follows it: the last committed value of each key, without the removed ones. One
 * daemon thread reads; every method may be called by any thread.
 */
public final class TopicTable<V> implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TopicTable.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CATCHING_UP = Duration.ofSeconds(30);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final String topic;
    private final ValueParser<V> parser;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, V> values = new ConcurrentHashMap<>();
    private final List<BiConsumer<String, Optional<V>>> listeners = new CopyOnWriteArrayList<>();
    private final Queue<CatchUp> waiting = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    private TopicTable(KafkaConsumer<byte[], byte[]> consumer, String topic, ValueParser<V> parser) {
        this.consumer = consumer;
        this.topic = topic;
        this.parser = parser;
        this.thread = new Thread(this::follow, "topic-table-" + topic);
        this.thread.setDaemon(true);
    }

    /**
     * A table of a topic, from its beginning; the topic may be created later.
     *
     * @param clientProperties {@code bootstrap.servers} is needed
     * @param parser a value that it cannot read is logged, and the key keeps the value it had
     */
    public static <V> TopicTable<V> follow(Map<String, Object> clientProperties, String topic, ValueParser<V> parser) {
        var properties = new HashMap<String, Object>();
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        properties.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 1_000); // sees a topic soon after it was created
        properties.putAll(clientProperties);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        var table = new TopicTable<>(
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                topic,
                parser);
        table.thread.start();
        return table;
    }

    /** The key's value now. */
    public Optional<V> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** A copy of the whole table as it is now. */
    public Map<String, V> snapshot() {
        return Map.copyOf(values);
    }

    /**
     * Returns once the table holds all that was committed to the topic before the call.
     *
     * @throws MessagingException when that takes longer than 30 s, such as while the broker is away
     */
    public void catchUp() {
        var catchUp = new CatchUp();
        waiting.add(catchUp);
        if (closed) {
            catchUp.giveUp();
        }
        try {
            catchUp.done.get(CATCHING_UP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            waiting.remove(catchUp);
            throw new MessagingException(
                    "Topic %s was not read to its end within %s s.".formatted(topic, CATCHING_UP.toSeconds()), e);
        } catch (ExecutionException e) {
            throw new MessagingException("Topic %s is no longer followed.".formatted(topic), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MessagingException("Interrupted while reading topic %s to its end.".formatted(topic), e);
        }
    }

    /** Calls {@code listener} on the table's thread for each change from now on; empty is a removal. */
    public void onChange(BiConsumer<String, Optional<V>> listener) {
        listeners.add(listener);
    }

    private void follow() {
        try (consumer) {
            while (!closed) {
                try {
                    step();
                } catch (WakeupException e) {
                    LOG.debugf("Topic table woken up topic=%s", topic);
                } catch (KafkaException e) {
                    LOG.warnf("Topic table cannot read, trying again topic=%s problem=%s", topic, e.getMessage());
                    Thread.sleep(1_000);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closed = true;
            waiting.forEach(CatchUp::giveUp);
        }
    }

    private void step() throws InterruptedException {
        if (consumer.assignment().isEmpty() && !assign()) {
            Thread.sleep(POLL.toMillis());
            return;
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            apply(record);
        }
        for (CatchUp catchUp : waiting) {
            if (catchUp.isDone(consumer)) {
                waiting.remove(catchUp);
                catchUp.done.complete(null);
            }
        }
    }

    private boolean assign() {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return !partitions.isEmpty();
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        String key = new String(record.key(), UTF_8);
        try {
            if (record.value() == null) {
                values.remove(key);
                tell(key, Optional.empty());
            } else {
                V value = parser.parse(record.value());
                values.put(key, value);
                tell(key, Optional.of(value));
            }
        } catch (Exception e) {
            LOG.warnf(
                    "Skipped a value that cannot be read topic=%s key=%s offset=%d problem=%s",
                    topic, key, record.offset(), e.getMessage());
        }
    }

    private void tell(String key, Optional<V> value) {
        for (BiConsumer<String, Optional<V>> listener : listeners) {
            try {
                listener.accept(key, value);
            } catch (RuntimeException e) {
                LOG.errorf(e, "A listener failed topic=%s key=%s", topic, key);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join(CLOSING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Someone who waits until the topic's end of that time has been read; used on the table's thread. */
    private static final class CatchUp {
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private Map<TopicPartition, Long> end = Map.of();

        void giveUp() {
            done.completeExceptionally(new IllegalStateException("The table is closed."));
        }

        boolean isDone(KafkaConsumer<?, ?> consumer) {
            if (end.isEmpty()) {
                end = consumer.endOffsets(consumer.assignment());
            }
            return end.entrySet().stream().allMatch(e -> consumer.position(e.getKey()) >= e.getValue());
        }
    }
}
