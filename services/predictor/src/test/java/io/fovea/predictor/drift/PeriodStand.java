package io.fovea.predictor.drift;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.evaluation.drift.DriftReference;
import io.fovea.messaging.Topics;
import io.fovea.messaging.Tracing;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.predictor.market.SignalTopology;
import io.fovea.proto.drift.v1.Drift;
import io.fovea.proto.market.v1.PeriodClosed;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.proto.prediction.v1.Signal;
import io.fovea.registry.ArtefactStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A market's scores, through the topology that makes signals of them. */
abstract class PeriodStand {

    static final PipelineSpec PIPELINE = PipelineSpec.parse("""
            pipeline: p
            input: {kind: bars, period: day}
            windows: {lags: 2, channels: [rank, return]}
            model: {architecture: monthlyreturns}
            serve: {drift: {window: 5}}
            """);
    static final int WINDOW = 5;
    static final int INSTRUMENTS = 20;

    private final Random random = new Random(3);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    TopologyTestDriver driver;

    @TempDir
    private Path storage;

    @BeforeEach
    void start() {
        double[][] returns = periods(500, 1);
        double[][] scores = periods(500, 1);
        var reference = new DriftReference(
                Map.of(
                        "return_mean", returns[0],
                        "return_spread", returns[1],
                        "score_mean", scores[0],
                        "score_spread", scores[1]),
                new long[0],
                new float[0][]);
        store().put("models/m/1/drift.json", reference.toJson());
        driver = driver();
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    ArtefactStore store() {
        return ArtefactStore.open(storage.toUri());
    }

    TopologyTestDriver driver() {
        return driver(store());
    }

    TopologyTestDriver driver(ArtefactStore store) {
        var references = new DriftReferences(store);
        return new TopologyTestDriver(
                SignalTopology.of(
                                PIPELINE,
                                () -> true,
                                Duration.ofMillis(20),
                                Tracing.by(OpenTelemetry.noop()),
                                Optional.of(() -> new PeriodDrift(PIPELINE, references, meters)))
                        .topology(),
                properties(),
                Instant.ofEpochMilli(1_700_000_000_000L));
    }

    /** Means and spreads of periods. */
    private double[][] periods(int count, double wild) {
        double[][] figures = new double[2][count];
        for (int period = 0; period < count; period++) {
            double[] values = random.doubles(INSTRUMENTS, -wild, wild).toArray();
            double mean = java.util.Arrays.stream(values).average().orElseThrow();
            figures[0][period] = mean;
            figures[1][period] = Math.sqrt(java.util.Arrays.stream(values)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElseThrow());
        }
        return figures;
    }

    void period(int day, double wilder, double surer, String version) {
        for (int i = 0; i < INSTRUMENTS; i++) {
            score(score(day, i, wilder, surer), version);
        }
        closed(day);
    }

    Signal.Builder score(int day, int instrument, double wilder, double surer) {
        return Signal.newBuilder()
                .setInstrument("I" + instrument)
                .setPeriodEndMillis(day)
                .setDefinition(PIPELINE.market().orElseThrow().definition())
                .setScore(surer * (2 * random.nextDouble() - 1))
                .addNewest((instrument + 0.5f) / INSTRUMENTS - 0.5f)
                .addNewest((float) (wilder * (2 * random.nextDouble() - 1)));
    }

    void score(Signal.Builder signal, String version) {
        Prediction prediction = Prediction.newBuilder()
                .setId(signal.getInstrument() + "@" + signal.getPeriodEndMillis())
                .setModel("m")
                .setModelVersion(version)
                .setSignal(signal)
                .build();
        input(Topics.scores("p"), prediction.toByteArray());
    }

    void closed(int day) {
        PeriodClosed closed = PeriodClosed.newBuilder()
                .setPeriodEndMillis(day)
                .setWindows(INSTRUMENTS)
                .setDefinition(PIPELINE.market().orElseThrow().definition())
                .build();
        input(Topics.periods("p"), closed.toByteArray());
    }

    private void input(String topic, byte[] value) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(value);
    }

    List<TestRecord<byte[], byte[]>> told() {
        return driver.createOutputTopic(Topics.drift("p"), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    List<byte[]> predictions() {
        return driver.createOutputTopic(
                        Topics.predictions("p"), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readValuesToList();
    }

    static Drift drift(TestRecord<byte[], byte[]> record) {
        try {
            return Drift.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        return properties;
    }
}
