package io.fovea.preprocessing.market;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.market.BarReader;
import io.fovea.messaging.HeldTrace;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.market.v1.Bar;
import io.fovea.proto.market.v1.PeriodClosed;
import io.fovea.testing.Spans;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** A pipeline's topology without a broker. All bars are in partition 0. */
final class Market implements AutoCloseable {

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final InMemorySpanExporter spans = InMemorySpanExporter.create();
    final Set<Integer> behind = new HashSet<>();
    private final PipelineSpec pipeline;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> bars;
    private final TestOutputTopic<byte[], byte[]> examples;
    private final TestOutputTopic<byte[], byte[]> deadLetters;
    private final TestOutputTopic<byte[], byte[]> periods;

    Market(String input, String windows, String label) {
        this(input, windows, label, Set.of(0));
    }

    Market(String input, String windows, String label, Set<Integer> partitionsWithBars) {
        pipeline = PipelineSpec.parse("""
                pipeline: p
                input: {kind: bars, %s}
                windows: {%s}
                label: {%s}
                model: {architecture: monthlyreturns}
                """.formatted(input, windows, label));
        Properties properties = new Properties();
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        driver = new TopologyTestDriver(
                MarketTopology.of(
                                pipeline,
                                new Partitions(partitionsWithBars, behind),
                                new BarMeters(meters, "p"),
                                Duration.ofMillis(5),
                                Spans.to(spans))
                        .topology(),
                properties);
        bars = driver.createInputTopic(Topics.bars("p"), new ByteArraySerializer(), new ByteArraySerializer());
        examples = output(Topics.examples("p"));
        deadLetters = output(Topics.deadLetters("p"));
        periods = output(Topics.periods("p"));
    }

    private record Partitions(Set<Integer> withBars, Set<Integer> behind) implements BarsPartitions {}

    private TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Known at its period's end. */
    Market bar(String instrument, String time, String close) {
        return bar(instrument, time, close, HeldTrace.NONE);
    }

    BarReader reader() {
        return new BarReader(pipeline.market().orElseThrow().bars());
    }

    Market send(Bar bar) {
        return send(bar.getInstrument(), bar.toByteArray());
    }

    Market send(String key, byte[] value) {
        bars.pipeInput(new TestRecord<>(key.getBytes(UTF_8), value, Instant.ofEpochMilli(1)));
        return this;
    }

    /** In the trace of these headers. */
    Market bar(String instrument, String time, String close, HeldTrace trace) {
        var parts = new BarReader.Parts(instrument, time, close, null, null, null, null, null);
        bars.pipeInput(new TestRecord<>(
                instrument.getBytes(UTF_8),
                reader().bar(parts, Long.MIN_VALUE).toByteArray(),
                trace.headers(),
                Instant.ofEpochMilli(1)));
        return this;
    }

    Market pass(Duration time) {
        driver.advanceWallClockTime(time);
        return this;
    }

    String definition() {
        return pipeline.market().orElseThrow().definition();
    }

    List<Example> examples() {
        return examples.readValuesToList().stream().map(Market::example).toList();
    }

    List<HeldTrace> tracesOfExamples() {
        return examples.readRecordsToList().stream()
                .map(example -> HeldTrace.of(example.headers()))
                .toList();
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return deadLetters.readRecordsToList();
    }

    List<PeriodClosed> periods() {
        return periods.readValuesToList().stream().map(Market::period).toList();
    }

    double count(String reason, String fate) {
        return meters.counter("fovea.preprocessing.bars", "pipeline", "p", "reason", reason, "fate", fate)
                .count();
    }

    private static Example example(byte[] value) {
        try {
            return Example.parseFrom(value);
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

    @Override
    public void close() {
        driver.close();
    }
}
