package io.fovea.predictor.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.messaging.HeldTrace;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.MarketSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.market.v1.Closing;
import io.fovea.proto.market.v1.PeriodClosed;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.proto.prediction.v1.Signal;
import io.fovea.testing.Spans;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignalTopologyTest {

    private static final PipelineSpec PIPELINE = PipelineSpec.parse("""
            pipeline: p
            input: {kind: bars, period: month}
            windows: {lags: 2}
            signals: {quantiles: 2}
            model: {architecture: monthlyreturns}
            """);
    private static final Instant BEGIN = Instant.ofEpochMilli(1_700_000_000_000L);
    private static final String DEFINITION = PIPELINE.market().orElseThrow().definition();

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final AtomicBoolean allScored = new AtomicBoolean();
    private final TopologyTestDriver driver = new TopologyTestDriver(
            SignalTopology.of(PIPELINE, allScored::get, Duration.ofMillis(20), Spans.to(exporter), Optional.empty())
                    .topology(),
            properties(),
            BEGIN);
    private final TestInputTopic<byte[], byte[]> scores = input(Topics.scores("p"));
    private final TestInputTopic<byte[], byte[]> periods = input(Topics.periods("p"));
    private final TestOutputTopic<byte[], byte[]> predictions =
            driver.createOutputTopic(Topics.predictions("p"), new ByteArrayDeserializer(), new ByteArrayDeserializer());

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void shouldRankOnceThePeriodIsWhole() {
        // When
        score("A", 1000, 0.4);
        score("B", 1000, 0.9);
        score("C", 1000, 0.4);
        closed(1000, 4);
        assertThat(signals()).isEmpty();
        score("D", 1000, 0.1);

        // Then
        List<Signal> signals = signals();
        assertThat(signals).extracting(Signal::getInstrument).containsExactly("B", "A", "C", "D");
        assertThat(signals).extracting(Signal::getRank).containsExactly(1.0, 2.5, 2.5, 4.0);
        assertThat(signals).extracting(Signal::getQuantile).containsExactly(2, 1, 1, 1);
        assertThat(signals).extracting(Signal::getCrossSection).containsOnly(4);
    }

    @Test
    void shouldRankWhatBelongsToTheUniverse() {
        // Given
        MarketSpec twoMostTraded = PipelineSpec.parse("""
                        pipeline: p
                        input: {kind: bars, period: month, columns: {volume: volume}}
                        windows: {lags: 2}
                        universe: {top: 2}
                        signals: {quantiles: 2}
                        model: {architecture: monthlyreturns}
                        """).market().orElseThrow();

        // When: D does not say what it traded
        List<Prediction> all = CrossSectionOfScores.of(
                List.of(traded("A", 0.4, 10), traded("B", 0.9, 5), traded("C", 0.6, 20), prediction("D", 1, 0.7, "")),
                twoMostTraded);

        // Then
        assertThat(all).extracting(one -> one.getSignal().getInstrument()).containsExactly("C", "A", "B", "D");
        assertThat(all).extracting(one -> one.getSignal().getRank()).containsExactly(1.0, 2.0, 0.0, 0.0);
        assertThat(all).extracting(one -> one.getSignal().getCrossSection()).containsExactly(2, 2, 0, 0);
    }

    private static Prediction traded(String instrument, double score, double dollarVolume) {
        Prediction prediction = prediction(instrument, 1, score, "");
        Signal signal =
                prediction.getSignal().toBuilder().setDollarVolume(dollarVolume).build();
        return prediction.toBuilder().setSignal(signal).build();
    }

    @Test
    void shouldNotMindWhichPeriodIsWholeFirst() {
        // When
        score("A", 2000, 0.5);
        closed(1000, 1);
        closed(2000, 1);
        score("A", 1000, 0.5);

        // Then
        assertThat(signals()).extracting(Signal::getPeriodEndMillis).containsExactly(2000L, 1000L);
    }

    @Test
    void shouldLetALateScoreLeaveWithoutARank() {
        // Given
        score("A", 1000, 0.5);
        closed(1000, 1);
        signals();

        // When
        score("B", 1000, 0.6);

        // Then
        assertThat(signals()).singleElement().satisfies(signal -> {
            assertThat(signal.getScore()).isEqualTo(0.6);
            assertThat(signal.getRank()).isZero();
        });
    }

    @Test
    void shouldLetScoresLeaveWithoutARankWhereTheirPeriodWasToldLate() {
        // Given
        score("A", 1000, 0.5);
        closed(2000, 0);
        assertThat(signals()).isEmpty();

        // When
        late(1000, 1);
        score("B", 1000, 0.6);
        late(1000, 1);

        // Then
        List<Signal> signals = signals();
        assertThat(signals).extracting(Signal::getInstrument).containsExactly("A", "B");
        assertThat(signals).extracting(Signal::getRank).containsOnly(0.0);
    }

    @Test
    void shouldWaitForALateWindowWhereThePeriodHasNotLeft() {
        // Given
        score("A", 1000, 0.5);
        closed(1000, 2);

        // When
        late(1000, 1);
        score("B", 1000, 0.6);
        assertThat(signals()).isEmpty();
        score("C", 1000, 0.4);

        // Then
        assertThat(signals()).extracting(Signal::getRank).containsExactly(1.0, 2.0, 3.0);
    }

    @Test
    void shouldGiveUpOnAScoreThatCannotComeAnyMore() {
        // Given: one of two windows became a dead letter
        score("A", 1000, 0.5);
        closed(1000, 2);

        // When
        driver.advanceWallClockTime(Duration.ofSeconds(31));
        assertThat(signals()).isEmpty(); // the predictor has not passed all examples
        allScored.set(true);
        driver.advanceWallClockTime(Duration.ofSeconds(31));

        // Then
        assertThat(signals())
                .singleElement()
                .extracting(Signal::getCrossSection)
                .isEqualTo(1);
    }

    @Test
    void shouldLetASignalLeaveInTheTraceOfItsScore() {
        // Given
        String first = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        String second = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        // When
        score("A", 0.4, first);
        driver.advanceWallClockTime(Duration.ofMillis(5));
        score("B", 0.9, second);
        closed(1000, 2);

        // Then
        List<SpanData> spans = exporter.getFinishedSpanItems();
        assertThat(spans).extracting(SpanData::getName).containsOnly("send " + Topics.predictions("p"));
        assertThat(spans).extracting(SpanData::getParentSpanId).containsExactly("b7ad6b7169203331", "00f067aa0ba902b7");
        assertThat(spans)
                .extracting(span -> span.getStartEpochNanos() / 1_000_000 - BEGIN.toEpochMilli())
                .containsExactly(5L, 0L);
        assertThat(predictions.readRecordsToList())
                .extracting(signal -> HeldTrace.of(signal.headers()).parent())
                .containsExactly(
                        second.replace("b7ad6b7169203331", spans.get(0).getSpanId()),
                        first.replace("00f067aa0ba902b7", spans.get(1).getSpanId()));
    }

    private void score(String instrument, double score, String traceparent) {
        byte[] value = prediction(instrument, 1000, score, DEFINITION).toByteArray();
        scores.pipeInput(new TestRecord<>(null, value, new HeldTrace(traceparent, "").headers(), BEGIN));
    }

    @Test
    void shouldPassOverThePipelineAsItWasBefore() {
        // When
        scores.pipeInput(prediction("A", 1000, 0.5, "before").toByteArray());
        closed(1000, 1);
        assertThat(signals()).isEmpty();
        score("A", 1000, 0.7);

        // Then
        assertThat(signals()).extracting(Signal::getScore).containsExactly(0.7);
    }

    private void score(String instrument, long end, double score) {
        scores.pipeInput(prediction(instrument, end, score, DEFINITION).toByteArray());
    }

    private static Prediction prediction(String instrument, long end, double score, String definition) {
        return Prediction.newBuilder()
                .setId(instrument + "@" + end)
                .setSignal(Signal.newBuilder()
                        .setInstrument(instrument)
                        .setPeriodEndMillis(end)
                        .setDefinition(definition)
                        .setScore(score))
                .build();
    }

    private void closed(long end, int windows) {
        closed(end, windows, Closing.CLOSING_GRACE);
    }

    private void late(long end, int windows) {
        closed(end, windows, Closing.CLOSING_LATE);
    }

    private void closed(long end, int windows, Closing why) {
        periods.pipeInput(PeriodClosed.newBuilder()
                .setPeriodEndMillis(end)
                .setWindows(windows)
                .setClosing(why)
                .setDefinition(DEFINITION)
                .build()
                .toByteArray());
    }

    private List<Signal> signals() {
        return predictions.readValuesToList().stream()
                .map(value -> {
                    try {
                        return Prediction.parseFrom(value).getSignal();
                    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    private TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        return properties;
    }
}
