package io.fovea.messaging;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Numbers the polls of every consumer in this JVM, so that what was polled before a rewind can be told from what came
 * after it. The number travels as a header of each partition's first record until {@link ExactlyOnce} takes it off.
 *
 * <p>{@link PollSequenceCustomizer} puts it into batch channels; without CDI it is a value of {@code
 * interceptor.classes}.
 */
public final class PollSequence implements ConsumerInterceptor<Object, Object> {

    private static final String HEADER = "__fovea_poll";
    private static final AtomicLong LAST = new AtomicLong();

    /** The consumer's property that names its channel. */
    static final String CHANNEL = "fovea.channel";

    private InFlight inFlight = new InFlight(); // nobody asks, where the channel has no name

    /** A number that is higher than those of all polls so far and lower than those of all polls to come. */
    static long next() {
        return LAST.incrementAndGet();
    }

    /**
     * Takes the number off the records that one poll returned for a partition.
     *
     * @throws IllegalStateException when there is none, which would mean lost records after a rewind
     */
    static long takeFrom(List<ConsumerRecord<byte[], byte[]>> polled) {
        ConsumerRecord<byte[], byte[]> first = polled.get(0);
        Header header = first.headers().lastHeader(HEADER);
        if (header == null) {
            throw new IllegalStateException(
                    "The consumer of %s does not number its polls. Maybe the channel lacks batch=true or interceptor.classes=%s."
                            .formatted(first.topic(), PollSequence.class.getName()));
        }
        first.headers().remove(HEADER);
        return ByteBuffer.wrap(header.value()).getLong();
    }

    @Override
    public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
        long poll = next();
        inFlight.polled(poll, records);
        byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(poll).array();
        for (TopicPartition partition : records.partitions()) {
            records.records(partition).get(0).headers().add(HEADER, number);
        }
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // offsets are committed by the producer
    }

    @Override
    public void configure(Map<String, ?> configs) {
        Object channel = configs.get(CHANNEL);
        if (channel != null) {
            inFlight = InFlight.of(channel.toString());
        }
    }

    @Override
    public void close() {
        // holds nothing
    }
}
