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
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
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
    Path folder;

    @Test
    void shouldMakeTheSameWindowsWhateverIsKilled() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"))) {
            // Given
            PipelineSpec alone = apply(kafka, "alone");
            PipelineSpec killed = apply(kafka, "killed");
            List<Example> expected;
            List<PeriodClosed> expectedPeriods;
            try (var process = new MarketProcess(kafka.bootstrapServers(), "one", "alone", folder.resolve("state"))) {
                send(kafka, alone, 0, DAYS);
                expected = read(kafka, Topics.examples("alone"), ALL, MarketKillIT::example);
                expectedPeriods = read(kafka, Topics.periods("alone"), DAYS, MarketKillIT::period);
            }

            // When: each life is another instance, so its partitions move too
            for (int life = 0; life < 4; life++) {
                Process process = MarketProcess.start(
                        kafka.bootstrapServers(), "life" + life, "killed", folder.resolve("state-killed"));
                send(kafka, killed, life * 30, life * 30 + 30);
                if (life < 3) {
                    read(kafka, Topics.examples("killed"), 1 + ALL * life / 5, MarketKillIT::example);
                    process.destroyForcibly().waitFor();
                } else {
                    List<Example> examples = read(kafka, Topics.examples("killed"), ALL, MarketKillIT::example);
                    List<PeriodClosed> periods = read(kafka, Topics.periods("killed"), DAYS, MarketKillIT::period);
                    process.destroyForcibly().waitFor();

                    // Then
                    assertThat(expected).hasSize(ALL);
                    assertThat(examples).containsExactlyInAnyOrderElementsOf(expected);
                    assertThat(windows(periods)).isEqualTo(windows(expectedPeriods));
                }
            }
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

    private static PipelineSpec apply(EmbeddedKafka kafka, String name) {
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
    private static void send(EmbeddedKafka kafka, PipelineSpec pipeline, int from, int to) {
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
    private static <T> List<T> read(EmbeddedKafka kafka, String topic, int count, Function<byte[], T> parser) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(), ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        List<T> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (values.size() < count) {
                assertThat(System.nanoTime())
                        .as("%d of %d in %s", values.size(), count, topic)
                        .isLessThan(deadline);
                consumer.poll(Duration.ofMillis(500)).forEach(record -> values.add(parser.apply(record.value())));
            }
            consumer.poll(Duration.ofMillis(1_500)).forEach(record -> values.add(parser.apply(record.value())));
        }
        return values;
    }
}
