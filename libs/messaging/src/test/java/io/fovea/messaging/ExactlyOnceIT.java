package io.fovea.messaging;

import static io.fovea.messaging.Records.bytes;
import static io.fovea.messaging.Records.copyTo;
import static io.fovea.messaging.Records.counts;
import static io.fovea.messaging.Records.isOrderedByKey;
import static io.fovea.messaging.Records.read;
import static io.fovea.messaging.Records.sleep;
import static io.fovea.messaging.Records.text;
import static io.fovea.messaging.Records.waitFor;
import static io.fovea.messaging.Records.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.subscription.Cancellable;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class ExactlyOnceIT extends StreamStand {

    @Test
    void shouldProcessOnceWhileInstancesJoinAndLeave() {
        // Given
        int count = 0;
        BatchProcessor slow = (records, output) -> {
            sleep(10); // so that rebalances come between a poll and its commit
            copyTo(out).process(records, output);
        };
        ExactlyOnce first = exactlyOnce("first");
        Cancellable staying = channels.open("first", group, in, first, slow);

        // When: until a rebalance has come between a poll and its commit
        for (int i = 0; i < 3 || i < 10 && rewinds("first") == 0; i++) {
            write(servers, in, count, count + 6_000);
            count += 6_000;
            ExactlyOnce second = exactlyOnce("second");
            Cancellable leaving = channels.open("second-" + i, group, in, second, slow);
            sleep(1_500);
            leaving.cancel();
            second.close();
            sleep(300);
        }
        List<ConsumerRecord<byte[], byte[]>> made = read(servers, out, count);
        close(staying, first);

        // Then
        assertThat(counts(made))
                .hasSize(count)
                .allSatisfy((number, times) -> assertThat(times).isOne());
        assertThat(isOrderedByKey(made)).isTrue();
        assertThat(meters.counter("fovea.second.records").count()).isPositive();
        assertThat(rewinds("first")).isPositive();
    }

    private double rewinds(String service) {
        return meters.counter("fovea.%s.rewinds".formatted(service)).count();
    }

    @Test
    void shouldProcessOnceWhenOneBatchInFiveFails() {
        // Given
        int count = 3_000;
        write(servers, in, 0, count);
        var attempts = new AtomicInteger();
        BatchProcessor failing = (records, output) -> {
            copyTo(out).process(records, output);
            if (attempts.incrementAndGet() % 5 == 0) {
                throw new IllegalStateException("Attempt " + attempts + " fails.");
            }
        };
        ExactlyOnce exactlyOnce = exactlyOnce("failing");

        // When
        Cancellable channel = channels.open("failing", group, in, exactlyOnce, failing);
        List<ConsumerRecord<byte[], byte[]>> made = read(servers, out, count);

        // Then
        assertThat(counts(made))
                .hasSize(count)
                .allSatisfy((number, times) -> assertThat(times).isOne());
        assertThat(isOrderedByKey(made)).isTrue();
        assertThat(meters.counter("fovea.failing.records").count()).isEqualTo(count);
        assertThat(meters.counter("fovea.failing.processing.failures").count()).isGreaterThan(10);
        waitFor(() -> admin.lag(group, List.of(in)) == 0);
        close(channel, exactlyOnce);
    }

    @Test
    void shouldMoveOnePoisonRecordToDeadLettersByteForByte() {
        // Given
        var poison = new ProducerRecord<>(in, 2, 1234567890L, bytes("poison key"), new byte[] {-1, 0, 1, -128});
        poison.headers().add("traceparent", bytes("00-trace-span-01")).add("empty", new byte[0]);
        poison.headers().add("traceparent", bytes("twice"));
        write(servers, in, 0, 50);
        try (var producer = Records.producer(servers)) {
            producer.send(poison);
        }
        write(servers, in, 50, 100);
        BatchProcessor rejecting = (records, output) -> {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (text(record.key()).equals("poison key")) {
                    output.reject(record, new Rejection.MalformedRecord("it ends in the middle of a field"));
                } else {
                    copyTo(out).process(List.of(record), output);
                }
            }
        };
        ExactlyOnce exactlyOnce = exactlyOnce("rejecting");

        // When
        Cancellable channel = channels.open("rejecting", group, in, exactlyOnce, rejecting);
        List<ConsumerRecord<byte[], byte[]>> made = read(servers, out, 100);
        List<ConsumerRecord<byte[], byte[]>> dead = read(servers, Topics.deadLetters(group), 1);
        close(channel, exactlyOnce);

        // Then
        assertThat(counts(made))
                .hasSize(100)
                .allSatisfy((number, times) -> assertThat(times).isOne());
        assertThat(dead).singleElement().satisfies(letter -> {
            assertThat(letter.key()).isEqualTo(poison.key());
            assertThat(letter.value()).isEqualTo(poison.value());
            assertThat(letter.timestamp()).isEqualTo(1234567890L);
            assertThat(letter.headers().toArray())
                    .startsWith(poison.headers().toArray())
                    .hasSize(8);
            assertThat(header(letter, "dead-letter-reason"))
                    .isEqualTo("MALFORMED_RECORD: The value cannot be read: it ends in the middle of a field."
                            + " Maybe it was written by something else.");
            assertThat(header(letter, "dead-letter-topic")).isEqualTo(in);
            assertThat(header(letter, "dead-letter-partition")).isEqualTo("2");
            assertThat(header(letter, "dead-letter-offset")).matches("\\d+");
            assertThat(header(letter, "dead-letter-service")).isEqualTo("rejecting");
        });
        assertThat(meters.counter("fovea.rejecting.dead.letters").count()).isOne();
    }

    @Test
    void shouldCreateDeadLettersTopicOfPipelineThatNobodyApplied() {
        // Given
        String topic = Topics.images(group + "-unknown");
        admin.ensureTopic(topic);
        write(servers, topic, 0, 3);
        ExactlyOnce exactlyOnce = exactlyOnce("unknown");

        // When
        Cancellable channel = channels.open(
                "unknown",
                group,
                topic,
                exactlyOnce,
                (records, output) -> records.forEach(record ->
                        output.reject(record, new Rejection.UnknownPipeline(Topics.pipelineOf(record.topic())))));

        // Then
        waitFor(() -> meters.counter("fovea.unknown.dead.letters").count() == 3);
        assertThat(read(servers, Topics.deadLetters(group + "-unknown"), 3)).hasSize(3);
        close(channel, exactlyOnce);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String key) {
        return text(record.headers().lastHeader(key).value());
    }
}
