package io.fovea.predictor.drift;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.evaluation.drift.DriftReference;
import io.fovea.messaging.Topics;
import io.fovea.messaging.Tracing;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.predictor.market.SignalTopology;
import io.fovea.proto.drift.v1.Drift;
import io.fovea.proto.drift.v1.DriftFigure;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores become signals, and their periods are compared. */
class PeriodDriftTest {

    private static final PipelineSpec PIPELINE = PipelineSpec.parse("""
            pipeline: p
            input: {kind: bars, period: day}
            windows: {lags: 2, channels: [rank, return]}
            model: {architecture: monthlyreturns}
            serve: {drift: {window: 5}}
            """);
    private static final int WINDOW = 5;
    private static final int INSTRUMENTS = 20;

    private final Random random = new Random(3);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private TopologyTestDriver driver;

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

    private ArtefactStore store() {
        return ArtefactStore.open(storage.toUri());
    }

    private TopologyTestDriver driver() {
        var references = new DriftReferences(store());
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

    @Test
    void shouldTellOfWilderReturnsOnceThereAreEnoughPeriods() {
        // When
        for (int day = 1; day < WINDOW; day++) {
            period(day, 4, 1, "1");
        }
        assertThat(told()).isEmpty();
        period(WINDOW, 4, 1, "1");

        // Then
        List<TestRecord<byte[], byte[]>> told = told();
        assertThat(told).hasSize(1);
        Drift drift = drift(told.get(0));
        assertThat(new String(told.get(0).key(), UTF_8)).isEqualTo("m/1");
        assertThat(new String(told.get(0).headers().lastHeader("ce_id").value(), UTF_8))
                .isEqualTo("m/1@5");
        assertThat(drift.getDriftedList()).contains("return_spread").doesNotContain("score_spread");
        assertThat(drift.getPeriods()).isEqualTo(WINDOW);
        assertThat(drift.getExamples()).isEqualTo(WINDOW * INSTRUMENTS);
        assertThat(drift.getFromMillis()).isEqualTo(1);
        assertThat(drift.getToMillis()).isEqualTo(5);
        assertThat(drift.getFiguresList())
                .extracting(DriftFigure::getName)
                .containsExactlyInAnyOrder("return_mean", "return_spread", "score_mean", "score_spread");
        assertThat(meters.get("fovea.predictor.drift.comparisons")
                        .tags("pipeline", "p", "model", "m", "version", "1", "drifted", "true")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(predictions()).hasSize(WINDOW * INSTRUMENTS);
    }

    @Test
    void shouldTellOfScoresThatAreSurerThanThoseOfTheTests() {
        // When
        for (int day = 1; day <= WINDOW; day++) {
            period(day, 1, 5, "1");
        }

        // Then
        assertThat(drift(told().get(0)).getDriftedList())
                .contains("score_spread")
                .doesNotContain("return_spread");
    }

    /** 40 comparisons at 0.05 find two by chance; seven or more would be a chance of one in 200. */
    @Test
    void shouldFindNothingWhereThereIsNothing() {
        // When
        for (int day = 1; day <= 40 * WINDOW; day++) {
            period(day, 1, 1, "1");
        }

        // Then
        List<TestRecord<byte[], byte[]>> told = told();
        assertThat(told).hasSize(40);
        assertThat(told.stream().filter(one -> drift(one).getDriftedCount() > 0).count())
                .isLessThan(7);
    }

    @Test
    void shouldPassOverWhatTheModelHasLearnedFrom() {
        // When
        for (int day = 1; day <= WINDOW; day++) {
            for (int i = 0; i < INSTRUMENTS; i++) {
                score(score(day, i, 4, 1).setInSample(true), "1");
            }
            closed(day);
        }

        // Then
        assertThat(predictions()).hasSize(WINDOW * INSTRUMENTS);
        assertThat(told()).isEmpty();
    }

    /** They waited while the pipeline came to be watched. */
    @Test
    void shouldPassOverScoresThatDoNotSayWhatTheirWindowsHeld() {
        // When
        for (int i = 0; i < INSTRUMENTS; i++) {
            score(score(1, i, 1, 1).clearNewest(), "1");
        }
        closed(1);
        for (int day = 2; day <= WINDOW; day++) {
            period(day, 1, 1, "1");
        }

        // Then
        assertThat(predictions()).hasSize(WINDOW * INSTRUMENTS);
        assertThat(told()).isEmpty();
    }

    @Test
    void shouldPassOverAVersionThatAnsweredLessThanHalfOfAPeriod() {
        // When: the first version answers eight of twenty in one period, and all of five others
        for (int i = 0; i < INSTRUMENTS; i++) {
            score(score(1, i, 1, 1), i < 8 ? "1" : "2");
        }
        closed(1);
        for (int day = 2; day <= WINDOW + 1; day++) {
            period(day, 1, 1, "1");
        }

        // Then
        List<TestRecord<byte[], byte[]>> told = told();
        assertThat(told).hasSize(1);
        assertThat(drift(told.get(0)).getFromMillis()).isEqualTo(2);
    }

    /** Without drift.json: it was trained before somebody watched. */
    @Test
    void shouldTellNothingOfAVersionThatHasNothingToBeComparedWith() {
        for (int day = 1; day <= WINDOW; day++) {
            period(day, 4, 1, "2");
        }
        assertThat(told()).isEmpty();
    }

    @Test
    void shouldGoOnWithAWindowAfterARestart() {
        // Given
        for (int day = 1; day < WINDOW; day++) {
            period(day, 4, 1, "1");
        }
        var kept = driver.<String, byte[]>getKeyValueStore("drift");
        Map<String, byte[]> before = new java.util.HashMap<>();
        kept.all().forEachRemaining(entry -> before.put(entry.key, entry.value));
        driver.close();

        // When: what a broker gives back
        driver = driver();
        before.forEach(driver.<String, byte[]>getKeyValueStore("drift")::put);
        period(WINDOW, 4, 1, "1");

        // Then
        assertThat(drift(told().get(0)).getPeriods()).isEqualTo(WINDOW);
        assertThat(driver.<String, byte[]>getKeyValueStore("drift").all().hasNext())
                .as("the next window begins with nothing")
                .isFalse();
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

    private void period(int day, double wilder, double surer, String version) {
        for (int i = 0; i < INSTRUMENTS; i++) {
            score(score(day, i, wilder, surer), version);
        }
        closed(day);
    }

    private Signal.Builder score(int day, int instrument, double wilder, double surer) {
        return Signal.newBuilder()
                .setInstrument("I" + instrument)
                .setPeriodEndMillis(day)
                .setDefinition(PIPELINE.market().orElseThrow().definition())
                .setScore(surer * (2 * random.nextDouble() - 1))
                .addNewest((instrument + 0.5f) / INSTRUMENTS - 0.5f)
                .addNewest((float) (wilder * (2 * random.nextDouble() - 1)));
    }

    private void score(Signal.Builder signal, String version) {
        Prediction prediction = Prediction.newBuilder()
                .setId(signal.getInstrument() + "@" + signal.getPeriodEndMillis())
                .setModel("m")
                .setModelVersion(version)
                .setSignal(signal)
                .build();
        input(Topics.scores("p"), prediction.toByteArray());
    }

    private void closed(int day) {
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

    private List<TestRecord<byte[], byte[]>> told() {
        return driver.createOutputTopic(Topics.drift("p"), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    private List<byte[]> predictions() {
        return driver.createOutputTopic(
                        Topics.predictions("p"), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readValuesToList();
    }

    private static Drift drift(TestRecord<byte[], byte[]> record) {
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
