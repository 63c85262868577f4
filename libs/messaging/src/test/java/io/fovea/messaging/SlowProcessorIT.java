package io.fovea.messaging;

import static io.fovea.messaging.Records.bytes;
import static io.fovea.messaging.Records.counts;
import static io.fovea.messaging.Records.isOrderedByKey;
import static io.fovea.messaging.Records.read;
import static io.fovea.messaging.Records.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A topic that is full, and a processor that is slower than it. */
@Timeout(180)
class SlowProcessorIT extends StreamStand {

    private static final int COUNT = 600;
    private static final int POLL = 50; // max.poll.records of Channels
    private static final int POLLS_IN_MEMORY = 4;

    @Test
    void shouldHoldFewPollsInMemoryAndLoseNothing() {
        // Given
        flood(COUNT);
        var mostRecords = new AtomicLong();
        var mostBytes = new AtomicLong();
        BatchProcessor slow = (records, output) -> {
            sleep(30);
            mostRecords.accumulateAndGet(gauge("in.flight"), Math::max);
            mostBytes.accumulateAndGet(gauge("in.flight.size"), Math::max);
            Records.copyTo(out).process(records, output);
        };

        // When
        List<ConsumerRecord<byte[], byte[]>> made = process(BatchLimits.NONE, slow, COUNT);

        // Then
        assertThatAllCameOnceInOrder(made, COUNT);
        assertThat(mostRecords.get()).isBetween((long) POLL + 1, (long) POLLS_IN_MEMORY * POLL);
        assertThat(mostBytes.get()).isBetween(POLL * 1_000L, POLLS_IN_MEMORY * POLL * 1_020L);
        assertThat(meters.counter("fovea.slow.rewinds").count()).isZero();
        assertThat(gauge("in.flight")).isZero();
    }

    @Test
    void shouldKeepItsPartitionsWhenABatchTakesLongerThanThePollInterval() {
        // Given
        flood(COUNT);
        var batches = new AtomicInteger();
        BatchProcessor stuck = (records, output) -> {
            if (batches.incrementAndGet() == 2) {
                sleep(3_000); // max.poll.interval.ms is 2,000 here
            }
            Records.copyTo(out).process(records, output);
        };

        // When
        List<ConsumerRecord<byte[], byte[]>> made = process(BatchLimits.NONE, stuck, COUNT);

        // Then
        assertThatAllCameOnceInOrder(made, COUNT);
        assertThat(meters.counter("fovea.slow.rewinds").count()).isZero();
    }

    @Test
    void shouldCommitBatchesWithinTheLimits() {
        // Given
        flood(COUNT);
        var largest = new AtomicInteger();
        BatchProcessor observing = (records, output) -> {
            largest.accumulateAndGet(records.size(), Math::max);
            Records.copyTo(out).process(records, output);
        };

        // When
        List<ConsumerRecord<byte[], byte[]>> made =
                process(new BatchLimits(30, 20_000, Duration.ofDays(1)), observing, COUNT);

        // Then
        assertThatAllCameOnceInOrder(made, COUNT);
        assertThat(largest.get()).isBetween(15, 19); // of a little more than 1,000 bytes each
    }

    @Test
    void shouldCommitWhatIsDoneWhenTheTimeIsUp() {
        // Given
        flood(120);
        BatchProcessor slowByRecord = (records, output) -> {
            int done = 0;
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (done > 0 && output.isTimeUp()) {
                    output.leave(record);
                } else {
                    sleep(5);
                    Records.copyTo(out).process(List.of(record), output);
                    done++;
                }
            }
        };

        // When
        List<ConsumerRecord<byte[], byte[]>> made =
                process(new BatchLimits(1_000, 1 << 20, Duration.ofMillis(50)), slowByRecord, 120);

        // Then
        assertThatAllCameOnceInOrder(made, 120);
        assertThat(meters.counter("fovea.slow.batches").count()).isGreaterThan(120 / 11.0);
    }

    private List<ConsumerRecord<byte[], byte[]>> process(BatchLimits limits, BatchProcessor processor, int count) {
        ExactlyOnce exactlyOnce = ExactlyOnce.of(
                ExactlyOnceSettings.of("slow", group, servers).withLimits(limits), meters, channels.clients());
        Cancellable channel = channels.open("slow-" + group, group, in, exactlyOnce, processor);
        List<ConsumerRecord<byte[], byte[]>> made = read(servers, out, count);
        channel.cancel();
        exactlyOnce.close();
        return made;
    }

    /** More than the processor takes in a second: values of 1,000 bytes, which are numbers with zeros before them. */
    private void flood(int count) {
        try (var producer = Records.producer(servers)) {
            for (int i = 0; i < count; i++) {
                producer.send(new ProducerRecord<>(in, bytes("key-" + i % 40), bytes("%01000d".formatted(i))));
            }
        }
    }

    private static void assertThatAllCameOnceInOrder(List<ConsumerRecord<byte[], byte[]>> made, int count) {
        assertThat(counts(made))
                .hasSize(count)
                .allSatisfy((number, times) -> assertThat(times).isOne());
        assertThat(isOrderedByKey(made)).isTrue();
    }

    private long gauge(String name) {
        Gauge gauge = meters.find("fovea.slow." + name).gauge();
        return gauge == null ? 0 : (long) gauge.value();
    }
}
