package io.fovea.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

    private static final TopicPartition PARTITION = new TopicPartition("in", 0);
    private static final BatchLimits TEN = new BatchLimits(10, 1_000_000, Duration.ofDays(1));

    private final Arrivals arrivals = new Arrivals(TEN);

    @Test
    void shouldAskForMoreUntilABatchWaits() {
        // When
        CompletableFuture<Void> first = arrivals.add(poll(1, 1, 0, 6));
        CompletableFuture<Void> second = arrivals.add(poll(2, 1, 6, 12));

        // Then
        assertThat(first).isDone();
        assertThat(second).isNotDone();
        assertThat(arrivals.areMany()).isTrue();
    }

    @Test
    void shouldAskForNoMoreWhereBatchesHaveNoLimit() {
        assertThat(new Arrivals(BatchLimits.NONE).add(poll(1, 1, 0, 6))).isNotDone();
    }

    @Test
    void shouldMakeOneBatchOfPollsInTheirOrder() {
        // Given
        arrivals.add(poll(1, 1, 0, 3));
        arrivals.add(poll(2, 1, 3, 5));

        // When
        PolledBatch batch = arrivals.take().stream()
                .map(Arrivals.Arrival::polled)
                .reduce(PolledBatch::with)
                .orElseThrow();

        // Then
        assertThat(batch.records()).extracting(ConsumerRecord::offset).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(batch.positions()).containsEntry(PARTITION, new OffsetAndMetadata(5));
        assertThat(batch.poll()).isEqualTo(2);
        assertThat(arrivals.take()).isEmpty();
    }

    @Test
    void shouldKeepGenerationsApart() {
        // Given
        arrivals.add(poll(1, 1, 0, 3));
        arrivals.add(poll(2, 2, 3, 5));

        // When
        List<Arrivals.Arrival> older = arrivals.take();
        List<Arrivals.Arrival> newer = arrivals.take();

        // Then
        assertThat(older).extracting(arrival -> arrival.polled().generation()).containsExactly(1);
        assertThat(newer).extracting(arrival -> arrival.polled().generation()).containsExactly(2);
    }

    private static PolledBatch poll(long number, int generation, long from, long to) {
        List<ConsumerRecord<byte[], byte[]>> records = LongStream.range(from, to)
                .mapToObj(offset -> new ConsumerRecord<>("in", 0, offset, new byte[1], new byte[1]))
                .toList();
        return new PolledBatch(
                number, generation, Map.of(PARTITION, records), Map.of(PARTITION, new OffsetAndMetadata(to)));
    }
}
