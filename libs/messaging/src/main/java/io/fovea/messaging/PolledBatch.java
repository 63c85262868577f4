package io.fovea.messaging;

import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * The records that one poll returned and that are still wanted, by partition; or some of them.
 *
 * @param poll its number, as {@link PollSequence} counts
 * @param generation of the consumer group when they were polled
 * @param positions where each partition goes on once all its records are done
 */
record PolledBatch(
        long poll,
        int generation,
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> partitions,
        Map<TopicPartition, OffsetAndMetadata> positions) {

    /** @throws IllegalStateException when its polls have no number */
    static PolledBatch of(Message<ConsumerRecords<byte[], byte[]>> message) {
        var partitions = new LinkedHashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
        var positions = new HashMap<TopicPartition, OffsetAndMetadata>();
        ConsumerRecords<byte[], byte[]> polled = message.getPayload();
        long poll = 0;
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
            poll = PollSequence.takeFrom(records);
            partitions.put(partition, records);
            positions.put(partition, positionAfter(records, polled.nextOffsets().get(partition)));
        }
        return new PolledBatch(poll, metadata(message).getConsumerGroupGenerationId(), partitions, positions);
    }

    /** Leaves out what was polled before {@code consumer} went back. */
    PolledBatch wantedBy(BatchConsumer consumer) {
        return without(partitions.keySet().stream()
                .filter(partition -> !consumer.wants(partition, poll))
                .collect(Collectors.toSet()));
    }

    PolledBatch without(Set<TopicPartition> some) {
        var others = new LinkedHashMap<>(partitions);
        others.keySet().removeAll(some);
        var ends = new HashMap<>(positions);
        ends.keySet().retainAll(others.keySet());
        return new PolledBatch(poll, generation, others, ends);
    }

    /** This and a later poll of the same generation as one. */
    PolledBatch with(PolledBatch later) {
        var both = new LinkedHashMap<>(partitions);
        later.partitions.forEach((partition, records) -> both.merge(partition, records, PolledBatch::inOrder));
        var ends = new HashMap<>(positions);
        ends.putAll(later.positions);
        return new PolledBatch(later.poll, generation, both, ends);
    }

    private static List<ConsumerRecord<byte[], byte[]>> inOrder(
            List<ConsumerRecord<byte[], byte[]>> first, List<ConsumerRecord<byte[], byte[]>> next) {
        var all = new ArrayList<ConsumerRecord<byte[], byte[]>>(first.size() + next.size());
        all.addAll(first);
        all.addAll(next);
        return all;
    }

    /** Where those of its partitions go on whose topics are not read, but for those that stopped short. */
    Map<TopicPartition, Long> unread(Predicate<String> reads, Set<TopicPartition> stopped) {
        Map<TopicPartition, Long> unread = new HashMap<>();
        positions.forEach((partition, end) -> {
            if (!stopped.contains(partition) && !reads.test(partition.topic())) {
                unread.put(partition, end.offset());
            }
        });
        return unread;
    }

    int count() {
        return partitions.values().stream().mapToInt(List::size).sum();
    }

    /** Of keys and values. */
    long bytes() {
        return partitions.values().stream()
                .flatMap(List::stream)
                .mapToLong(InFlight::bytes)
                .sum();
    }

    /** @throws IllegalArgumentException when the message does not come from a batch channel */
    static IncomingKafkaRecordBatchMetadata<?, ?> metadata(Message<?> message) {
        return message.getMetadata(IncomingKafkaRecordBatchMetadata.class)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The message is not a batch of Kafka records. Maybe the channel lacks batch=true."));
    }

    /** Whether the consumer has not gone back since it was polled. */
    boolean isWanted(BatchConsumer consumer) {
        return partitions.keySet().stream().allMatch(partition -> consumer.wants(partition, poll));
    }

    boolean isEmpty() {
        return partitions.isEmpty();
    }

    /** The beginning of it, as much as the limits allow and one record at least. */
    PolledBatch first(BatchLimits limits) {
        var some = new LinkedHashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
        var ends = new HashMap<TopicPartition, OffsetAndMetadata>();
        int records = 0;
        long bytes = 0;
        for (var entry : partitions.entrySet()) {
            List<ConsumerRecord<byte[], byte[]>> all = entry.getValue();
            int count = 0;
            while (count < all.size() && (records == 0 || fits(all.get(count), records, bytes, limits))) {
                bytes += InFlight.bytes(all.get(count));
                records++;
                count++;
            }
            if (count > 0) {
                some.put(entry.getKey(), all.subList(0, count));
                ends.put(
                        entry.getKey(),
                        count == all.size()
                                ? positions.get(entry.getKey())
                                : new OffsetAndMetadata(all.get(count).offset()));
            }
        }
        return new PolledBatch(poll, generation, some, ends);
    }

    private static boolean fits(ConsumerRecord<byte[], byte[]> record, int records, long bytes, BatchLimits limits) {
        return records < limits.records() && bytes + InFlight.bytes(record) <= limits.bytes();
    }

    /**
     * What is still to be done when a beginning of it is.
     *
     * @param left partitions of the beginning that stopped short, and where
     * @param postponed partitions that are polled again
     */
    PolledBatch after(PolledBatch beginning, Map<TopicPartition, Long> left, Set<TopicPartition> postponed) {
        var rest = new LinkedHashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
        partitions.forEach((partition, all) -> {
            OffsetAndMetadata end = beginning.positions.get(partition);
            long from = left.getOrDefault(partition, end == null ? 0 : end.offset());
            List<ConsumerRecord<byte[], byte[]>> others =
                    all.stream().filter(record -> record.offset() >= from).toList();
            if (!others.isEmpty() && !postponed.contains(partition)) {
                rest.put(partition, others);
            }
        });
        return new PolledBatch(poll, generation, rest, positions);
    }

    /** One list, each partition's records in their order. */
    List<ConsumerRecord<byte[], byte[]>> records() {
        return partitions.values().stream().flatMap(List::stream).toList();
    }

    /** What to commit when partitions stop short, at the offsets there. */
    Map<TopicPartition, OffsetAndMetadata> offsetsWithout(Map<TopicPartition, Long> stopped) {
        var offsets = new HashMap<>(positions);
        stopped.forEach((partition, offset) -> {
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
