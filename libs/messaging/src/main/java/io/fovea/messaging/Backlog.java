package io.fovea.messaging;

import io.fovea.proto.training.v1.OffsetRange;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * What a group still has to read, exactly. A record of a transaction that is open counts, and one behind it: who died with
 * a transaction open hides what others wrote after it until the broker aborts it. Markers and aborted records do not count,
 * although a group's offset may lie before them for long.
 */
public final class Backlog implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final int POLLS = 10;

    private final TopicAdmin admin;
    private final Map<String, Object> properties;
    private @Nullable KafkaConsumer<byte[], byte[]> consumer; // made when it is first needed

    /** @param clientProperties those of any client, of which {@code bootstrap.servers} is needed */
    public Backlog(TopicAdmin admin, Map<String, Object> clientProperties) {
        this.admin = admin;
        this.properties = new HashMap<>(clientProperties);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1); // a batch comes in any case
    }

    /** Whether the group has read the whole topic. A topic that is not there is read. */
    public boolean isEmpty(String group, String topic) {
        return partitions(group, topic).isEmpty();
    }

    /**
     * The partitions of a topic in which a record lies that the group has not passed, or may lie.
     *
     * @throws MessagingException where the broker does not answer
     */
    public synchronized Set<Integer> partitions(String group, String topic) {
        List<OffsetRange> committed = admin.ranges(topic); // before: what is visible by then stays so
        Map<Integer, Long> visible =
                committed.stream().collect(Collectors.toMap(OffsetRange::getPartition, OffsetRange::getTo));
        return admin.ahead(group, topic, IsolationLevel.READ_UNCOMMITTED).stream()
                .filter(ahead -> ahead.getTo() > visible.getOrDefault(ahead.getPartition(), 0L) || hasRecord(ahead))
                .map(OffsetRange::getPartition)
                .collect(Collectors.toSet());
    }

    private boolean hasRecord(OffsetRange ahead) {
        var partition = new TopicPartition(ahead.getTopic(), ahead.getPartition());
        try {
            if (consumer == null) {
                consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            }
            consumer.assign(List.of(partition));
            consumer.seek(partition, ahead.getFrom());
            for (int poll = 0; poll < POLLS; poll++) {
                if (!consumer.poll(POLL).isEmpty()) {
                    return true;
                }
                if (consumer.position(partition) >= ahead.getTo()) {
                    return false;
                }
            }
            return true; // nobody knows
        } catch (KafkaException e) {
            throw new MessagingException("%s could not be read: %s".formatted(partition, e.getMessage()), e);
        }
    }

    @Override
    public synchronized void close() {
        if (consumer != null) {
            consumer.close();
        }
    }
}
