package io.fovea.messaging;

import static io.fovea.messaging.Records.bytes;
import static io.fovea.messaging.Records.copyTo;
import static io.fovea.messaging.Records.counts;
import static io.fovea.messaging.Records.read;
import static io.fovea.messaging.Records.readUntil;
import static io.fovea.messaging.Records.sleep;
import static io.fovea.messaging.Records.waitFor;
import static io.fovea.messaging.Records.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Records that wait for something, and topics that nobody reads. */
@Timeout(90)
class PostponedRecordsIT extends StreamStand {

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
}
