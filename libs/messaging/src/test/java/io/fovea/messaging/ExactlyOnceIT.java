package io.fovea.messaging;

import static io.fovea.messaging.Records.bytes;
import static io.fovea.messaging.Records.copyTo;
import static io.fovea.messaging.Records.counts;
import static io.fovea.messaging.Records.isOrderedByKey;
import static io.fovea.messaging.Records.read;
import static io.fovea.messaging.Records.readUntil;
import static io.fovea.messaging.Records.sleep;
import static io.fovea.messaging.Records.text;
import static io.fovea.messaging.Records.waitFor;
import static io.fovea.messaging.Records.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.embeddedkafka.EmbeddedKafka;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.subscription.Cancellable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class ExactlyOnceIT {

    @TempDir
    static Path folder;

    private static EmbeddedKafka kafka;
    private static Channels channels;
    private static TopicAdmin admin;
    private static String servers;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private String in;
    private String out;
    private String group;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(folder);
        servers = kafka.bootstrapServers();
        channels = new Channels(servers);
        admin = TopicAdmin.of(Map.of("bootstrap.servers", servers));
    }

    @AfterAll
    static void stop() {
        admin.close();
        channels.close();
        kafka.close();
    }

    @BeforeEach
    void createTopics() {
        String name = UUID.randomUUID().toString();
        in = Topics.images(name);
        out = Topics.examples(name);
        group = name;
        admin.ensurePipelineTopics(name);
    }

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

    @Test
    void shouldGoOnWithOthersWhilePartitionsArePostponed() {
        // Given
        String waiting = Topics.images(group + "-waiting");
        admin.ensureTopic(waiting);
        write(servers, waiting, 0, 1_000);
        write(servers, in, 1_000, 2_000);
        var ready = new AtomicBoolean();
        ExactlyOnce exactlyOnce = exactlyOnce("postponing");

        // When
        Cancellable channel =
                channels.open("postponing", group, in + "|" + waiting, exactlyOnce, postponingUntil(ready, waiting));
        List<ConsumerRecord<byte[], byte[]>> before = read(servers, out, 1_000);
        write(servers, waiting, 2_000, 2_500);
        write(servers, in, 2_500, 3_000);
        readUntil(servers, out, made -> made.size() >= 1_500);
        ready.set(true);
        List<ConsumerRecord<byte[], byte[]>> made = read(servers, out, 3_000);
        close(channel, exactlyOnce);

        // Then
        assertThat(counts(before).keySet()).allMatch(number -> number >= 1_000);
        assertThat(counts(made))
                .hasSize(3_000)
                .allSatisfy((number, times) -> assertThat(times).isOne());
        assertThat(meters.counter("fovea.postponing.postponements").count()).isPositive();
    }

    @Test
    void shouldAskSeldomForManyRecordsThatWait() {
        // Given
        write(servers, in, 0, 5_000);
        var ready = new AtomicBoolean();
        ExactlyOnce exactlyOnce = exactlyOnce("waiting");

        // When
        Cancellable channel = channels.open("waiting", group, in, exactlyOnce, postponingUntil(ready, in));
        waitFor(() -> meters.counter("fovea.waiting.postponements").count() > 0);
        sleep(3_000);
        double postponements = meters.counter("fovea.waiting.postponements").count();
        ready.set(true);
        List<ConsumerRecord<byte[], byte[]>> made = read(servers, out, 5_000);
        close(channel, exactlyOnce);

        // Then
        assertThat(postponements).isLessThanOrEqualTo(4 * 5); // partitions, and rests of 250 ms to 2 s
        assertThat(counts(made))
                .hasSize(5_000)
                .allSatisfy((number, times) -> assertThat(times).isOne());
    }

    @Test
    void shouldGoOnWhenPostponedRecordsWereDeleted() throws Exception {
        // Given
        var ready = new AtomicBoolean();
        try (var producer = Records.producer(servers)) {
            for (int i = 0; i < 100; i++) {
                producer.send(new ProducerRecord<>(in, 0, bytes("key"), bytes(Integer.toString(i))));
            }
        }
        ExactlyOnce exactlyOnce = exactlyOnce("deleting");
        Cancellable channel = channels.open("deleting", group, in, exactlyOnce, postponingUntil(ready, in));
        waitFor(() -> meters.counter("fovea.deleting.postponements").count() > 0);

        // When
        try (Admin raw = Admin.create(Map.of("bootstrap.servers", servers))) {
            raw.deleteRecords(Map.of(new TopicPartition(in, 0), RecordsToDelete.beforeOffset(30)))
                    .all()
                    .get();
        }
        ready.set(true);

        // Then
        List<ConsumerRecord<byte[], byte[]>> made = read(servers, out, 70);
        assertThat(counts(made))
                .hasSize(70)
                .allSatisfy((number, times) -> assertThat(times).isOne());
        close(channel, exactlyOnce);
    }

    @Test
    void shouldPassByWhatNobodyReadsAndReadWhatComesOnceSomebodyDoes() {
        // Given
        String unread = Topics.images(group + "-unread");
        admin.ensureTopic(unread);
        write(servers, unread, 0, 5_000);
        write(servers, in, 5_000, 6_000);
        var somebodyReads = new AtomicBoolean();
        var ofUnread = new AtomicInteger();
        ExactlyOnce exactlyOnce = ExactlyOnce.of(
                ExactlyOnceSettings.of("passing", group, servers).withPostponement(Duration.ofMillis(50)),
                meters,
                channels.clients());

        // When
        Cancellable channel = channels.open(
                "passing", group, in + "|" + unread, exactlyOnce, reading(unread, somebodyReads, ofUnread));
        readUntil(servers, out, made -> made.size() >= 1_000);
        try (Backlog backlog = new Backlog(admin, Map.of("bootstrap.servers", servers))) {
            waitFor(() -> backlog.isEmpty(group, unread));
        }
        int polled = ofUnread.get();
        somebodyReads.set(true);
        write(servers, unread, 6_000, 6_500);
        List<ConsumerRecord<byte[], byte[]>> made = read(servers, out, 1_500);
        close(channel, exactlyOnce);

        // Then
        assertThat(polled).isBetween(1, 2_500); // of 5,000
        assertThat(counts(made))
                .hasSize(1_500)
                .allSatisfy((number, times) -> assertThat(times).isOne());
        assertThat(counts(made).keySet()).allMatch(number -> number >= 5_000);
    }

    /** Copies records, of one topic only while somebody reads it, and counts those. */
    private BatchProcessor reading(String topic, AtomicBoolean isRead, AtomicInteger seen) {
        return new BatchProcessor() {
            @Override
            public void process(List<ConsumerRecord<byte[], byte[]>> records, BatchOutput output) {
                boolean all = isRead.get();
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    seen.addAndGet(record.topic().equals(topic) ? 1 : 0);
                    if (all || !record.topic().equals(topic)) {
                        copyTo(out).process(List.of(record), output);
                    }
                }
            }

            @Override
            public boolean reads(String asked) {
                return !asked.equals(topic) || isRead.get();
            }
        };
    }

    private BatchProcessor postponingUntil(AtomicBoolean ready, String topic) {
        return (records, output) -> {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (record.topic().equals(topic) && !ready.get()) {
                    output.postpone(record);
                } else {
                    copyTo(out).process(List.of(record), output);
                }
            }
        };
    }

    private ExactlyOnce exactlyOnce(String service) {
        return ExactlyOnce.of(ExactlyOnceSettings.of(service, group, servers), meters, channels.clients());
    }

    private static void close(Cancellable channel, ExactlyOnce exactlyOnce) {
        channel.cancel();
        exactlyOnce.close();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String key) {
        return text(record.headers().lastHeader(key).value());
    }
}
