package io.fovea.preprocessing.market;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.embeddedkafka.EmbeddedKafka;
import io.fovea.market.BarReader;
import io.fovea.messaging.ControlProducer;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.BarsInput;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.market.v1.Bar;
import io.fovea.proto.market.v1.PeriodClosed;
import io.fovea.proto.pipeline.v1.Pipeline;
import io.fovea.testing.CommittedRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances killed with {@code kill -9} in the midst of bars: the windows and periods are those of a run left alone. */
class MarketKillIT {

    private static final int INSTRUMENTS = 40;
    private static final int DAYS = 120;
    private static final int LIVE = INSTRUMENTS * (DAYS - 5);
    private static final int ALL = LIVE + INSTRUMENTS * (DAYS - 6);
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    static Path folder;

    private static EmbeddedKafka kafka;
    private static List<Example> expected;
    private static List<PeriodClosed> expectedPeriods;

    @BeforeAll
    static void runOneThatIsLeftAlone() throws Exception {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        PipelineSpec alone = apply("alone");
        try (var process = new MarketProcess(kafka.bootstrapServers(), "one", "alone", folder.resolve("state"))) {
            send(alone, 0, DAYS);
            expected = read(Topics.examples("alone"), ALL, MarketKillIT::example);
            expectedPeriods = read(Topics.periods("alone"), DAYS, MarketKillIT::period);
        }
        assertThat(expected).hasSize(ALL);
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void shouldMakeTheSameWindowsWhateverIsKilled() throws Exception {
        // Given
        PipelineSpec killed = apply("killed");

        // When: each life is another instance, so its partitions move too
        for (int life = 0; life < 4; life++) {
            Process process = start("life" + life, "killed");
            send(killed, life * 30, life * 30 + 30);
            if (life < 3) {
                read(Topics.examples("killed"), 1 + ALL * life / 5, MarketKillIT::example);
            } else {
                assertSameAsAlone("killed");
            }
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void shouldGoOnInTheOtherInstanceWhereOneIsKilled() throws Exception {
        // Given
        PipelineSpec shared = apply("shared");
        Process first = start("first", "shared");
        Process second = start("second", "shared");
        awaitMembersAtWork(MarketTopology.applicationId(shared), 2);
        send(shared, 0, 60);
        read(Topics.examples("shared"), ALL / 4, MarketKillIT::example);

        // When
        first.destroyForcibly().waitFor();
        send(shared, 60, DAYS);

        // Then
        assertSameAsAlone("shared");
        second.destroyForcibly().waitFor();
    }

    private static void assertSameAsAlone(String pipeline) {
        List<Example> examples = read(Topics.examples(pipeline), ALL, MarketKillIT::example);
        List<PeriodClosed> periods = read(Topics.periods(pipeline), DAYS, MarketKillIT::period);
        assertThat(examples).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(windows(periods)).isEqualTo(windows(expectedPeriods));
    }

    private static Process start(String instance, String pipeline) throws IOException {
        return MarketProcess.start(
                kafka.bootstrapServers(), instance, pipeline, folder.resolve("state-" + pipeline + instance));
    }

    /** Until so many instances have partitions of bars. */
    private static void awaitMembersAtWork(String group, int count) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (membersAtWork(admin, group) < count) {
                assertThat(System.nanoTime()).as("members of %s", group).isLessThan(deadline);
                Thread.sleep(200);
            }
        }
    }

    private static long membersAtWork(Admin admin, String group) throws Exception {
        try {
            return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
                    .filter(member -> member.assignment().topicPartitions().stream()
                            .anyMatch(partition -> partition.topic().startsWith("fovea.bars.")))
                    .count();
        } catch (ExecutionException e) {
            return 0; // no such group yet
        }
    }

    private static Map<Long, Integer> windows(List<PeriodClosed> periods) {
        Map<Long, Integer> windows = new HashMap<>();
        periods.forEach(period -> assertThat(windows.put(period.getPeriodEndMillis(), period.getWindows()))
                .isNull());
        return windows;
    }

    private static Example example(byte[] value) {
        try {
            return Example.parseFrom(value).toBuilder().clearPipelineVersion().build(); // the names differ
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static PeriodClosed period(byte[] value) {
        try {
            return PeriodClosed.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static PipelineSpec apply(String name) {
        PipelineSpec pipeline = PipelineSpec.parse("""
                pipeline: %s
                input: {kind: bars, period: day, rules: {idle: 3s}}
                windows: {lags: 5}
                model: {architecture: monthlyreturns}
                """.formatted(name));
        Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (TopicAdmin admin = TopicAdmin.of(client);
                ControlProducer producer = ControlProducer.of(client)) {
            admin.ensureControlTopics();
            admin.ensureMarketTopics(name);
            producer.send(
                    Topics.PIPELINES,
                    name,
                    Pipeline.newBuilder().setName(name).setFile(pipeline.file()).build(),
                    new RecordHeaders());
        }
        return pipeline;
    }

    /** Days in order, each in a transaction; the same closes for every pipeline. */
    private static void send(PipelineSpec pipeline, int from, int to) {
        var reader = new BarReader((BarsInput) pipeline.input());
        Map<String, Object> properties =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "bars-" + pipeline.name());
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            for (int day = from; day < to; day++) {
                producer.beginTransaction();
                for (int i = 0; i < INSTRUMENTS; i++) {
                    Bar bar = reader.bar(parts(i, day), Long.MIN_VALUE);
                    producer.send(new ProducerRecord<>(
                            Topics.bars(pipeline.name()), bar.getInstrument().getBytes(UTF_8), bar.toByteArray()));
                }
                producer.commitTransaction();
            }
        }
    }

    private static BarReader.Parts parts(int instrument, int day) {
        double close = 100 + new Random(instrument * 1_000L + day).nextInt(50);
        return new BarReader.Parts(
                "I" + instrument,
                LocalDate.of(2020, 1, 1).plusDays(day).toString(),
                Double.toString(close),
                null,
                null,
                null,
                null,
                null);
    }

    /** What is committed, once it is as many, and a moment later: one too many would show. */
    private static <T> List<T> read(String topic, int count, Function<byte[], T> parser) {
        List<T> values = CommittedRecords.read(kafka.bootstrapServers(), topic, count).stream()
                .map(record -> parser.apply(record.value()))
                .toList();
        assertThat(values).as(topic).hasSizeGreaterThanOrEqualTo(count);
        return values;
    }
}
