package io.fovea.messaging;

import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * The records that one poll returned and that are still wanted, by partition.
 *
 * @param generation of the consumer group when they were polled
 * @param positions where each partition goes on once all its records are done
 */
record PolledBatch(
        int generation,
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> partitions,
        Map<TopicPartition, OffsetAndMetadata> positions) {

    /** Leaves out what was polled before {@code consumer} went back. */
    static PolledBatch of(Message<ConsumerRecords<byte[], byte[]>> message, BatchConsumer consumer) {
        var partitions = new HashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
        var positions = new HashMap<TopicPartition, OffsetAndMetadata>();
        ConsumerRecords<byte[], byte[]> polled = message.getPayload();
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
            if (consumer.wants(partition, PollSequence.takeFrom(records))) {
                partitions.put(partition, records);
                positions.put(
                        partition, positionAfter(records, polled.nextOffsets().get(partition)));
            }
        }
        return new PolledBatch(metadata(message).getConsumerGroupGenerationId(), partitions, positions);
    }

    /** @throws IllegalArgumentException when the message does not come from a batch channel */
    static IncomingKafkaRecordBatchMetadata<?, ?> metadata(Message<?> message) {
        return message.getMetadata(IncomingKafkaRecordBatchMetadata.class)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The message is not a batch of Kafka records. Maybe the channel lacks batch=true."));
    }

    boolean isEmpty() {
        return partitions.isEmpty();
    }

    /** One list, each partition's records in their order. */
    List<ConsumerRecord<byte[], byte[]>> records() {
        return partitions.values().stream().flatMap(List::stream).toList();
    }

    /** What to commit when the partitions in {@code postponed} stop short, at the offsets there. */
    Map<TopicPartition, OffsetAndMetadata> offsetsWithout(Map<TopicPartition, Long> postponed) {
        var offsets = new HashMap<>(positions);
        postponed.forEach((partition, offset) -> {
            if (offset > partitions.get(partition).get(0).offset()) {
                offsets.put(partition, new OffsetAndMetadata(offset));
            } else {
                offsets.remove(partition); // nothing of it is done
            }
        });
        return offsets;
    }

    /** How many of its records lie before the given offsets. */
    long countBefore(Map<TopicPartition, OffsetAndMetadata> offsets) {
        return partitions.entrySet().stream()
                .filter(entry -> offsets.containsKey(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream()
                        .filter(record ->
                                record.offset() < offsets.get(entry.getKey()).offset()))
                .count();
    }

    /** Past the transaction marker after the last record where the consumer has seen it, so that lag can reach 0. */
    private static OffsetAndMetadata positionAfter(
            List<ConsumerRecord<byte[], byte[]>> records, @Nullable OffsetAndMetadata next) {
        long past = records.get(records.size() - 1).offset() + 1;
        return next == null || next.offset() < past ? new OffsetAndMetadata(past) : next;
    }
}
