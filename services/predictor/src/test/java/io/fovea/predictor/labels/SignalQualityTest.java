package io.fovea.predictor.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.example.v1.BarWindow;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.label.v1.Outcome;
import io.fovea.proto.label.v1.Quality;
import io.fovea.proto.label.v1.SignalQuality;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.proto.prediction.v1.Signal;
import io.fovea.tensorcodec.TensorCodec;
import java.util.Map;
import org.apache.kafka.streams.TestInputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignalQualityTest {

    private static final long DAY = 86_400_000L;
    private static final String FILE = """
            pipeline: p
            input: {kind: bars, period: day}
            windows: {lags: 4}
            label: {horizon: 1, kind: %s}
            signals: {quantiles: 2}
            evaluate: {costBps: 10}
            model: {architecture: monthlyreturns}
            serve: {labels: {window: 2}}
            """;

    private LabelStand stand;
    private TestInputTopic<byte[], byte[]> predictions;
    private TestInputTopic<byte[], byte[]> examples;
    private String definition;

    @AfterEach
    void close() {
        stand.close();
    }

    @Test
    void shouldJoinAWindowThatComesAgainWithItsSignal() {
        // Given
        start("direction");

        // When
        say("A", 1, 0.8);
        live("A", 1);
        assertThat(stand.outcomes()).isEmpty();
        came("A", 1, -0.02f);
        came("A", 1, -0.02f);

        // Then
        Outcome outcome = stand.outcomes().get(0);
        assertThat(outcome.getId()).isEqualTo("A@1");
        assertThat(outcome.getPredicted()).isEqualTo("up");
        assertThat(outcome.getProbability()).isEqualTo(0.8f);
        assertThat(outcome.getLabel()).isEqualTo("down");
        assertThat(outcome.getRealizedReturn()).isEqualTo(-0.02f);
        assertThat(outcome.getSignal().getScore()).isEqualTo(0.8);
        assertThat(outcome.getKnownAtMillis()).isEqualTo(2 * DAY);
        assertThat(stand.count("joined")).isEqualTo(1);
        assertThat(stand.count("repeated")).isEqualTo(1);
    }

    /**
     * By hand. Day 1: scores in the order of returns but for the middle two, Spearman's 1 - 6 * 2 / (4 * 15) = 0.8; day 2: the reverse
     * order, -1. Highest half less lowest: (0.04 + 0.02) / 2 - (0.03 - 0.01) / 2 = 0.02, and -0.04. Newey and West's lag of two
     * periods is 1: of values m +- d the autocovariances are d^2 and -d^2 / 2, the variance d^2 + 2 * 0.5 * -d^2 / 2, and the standard
     * error of the mean d / 2.
     */
    @Test
    void shouldSayWhatSignalsWereWorthByTheReturnsThatCame() {
        // Given
        start("direction");

        // When
        judged("A", 1, 0.9, 0.04f);
        judged("B", 1, 0.7, 0.02f);
        judged("C", 1, 0.4, 0.03f);
        judged("D", 1, 0.2, -0.01f);
        judged("A", 2, 0.6, -0.03f);
        judged("B", 2, 0.55, -0.01f);
        judged("C", 2, 0.45, 0.01f);
        judged("D", 2, 0.4, 0.03f);

        // Then
        Quality told = stand.quality().get("m/1");
        SignalQuality signals = told.getSignals();
        assertThat(told.getOutcomes()).isEqualTo(8);
        assertThat(signals.getPeriods()).isEqualTo(2);
        assertThat(signals.getFromPeriodEndMillis()).isEqualTo(DAY);
        assertThat(signals.getToPeriodEndMillis()).isEqualTo(2 * DAY);
        assertThat(signals.getIc()).isEqualTo(-0.1, within(1e-12));
        assertThat(signals.getIcStandardError()).isEqualTo(0.9 / 2, within(1e-12));
        assertThat(signals.getIcTStatistic()).isEqualTo(-0.1 / 0.45, within(1e-12));
        assertThat(signals.getIcPositiveShare()).isEqualTo(0.5);
        assertThat(signals.getSpread()).isEqualTo(-0.01, within(1e-8));
        assertThat(told.getAccuracy()).isEqualTo(3 / 8.0);
        assertThat(told.getAccuracyStandardError()).isEqualTo(3 / 16.0, within(1e-12));
        assertThat(signals.getMajority()).isEqualTo(5 / 8.0);
        assertThat(told.getMeanProbability())
                .isEqualTo((0.9 + 0.7 + 0.6 + 0.8 + 0.6 + 0.55 + 0.55 + 0.6) / 8, within(1e-9));
        // nothing is exchanged on day 2, and day 1 buys and sells one book each at 10 basis points
        assertThat(signals.getTurnover()).isZero();
        assertThat(signals.getSpreadAfterCost()).isEqualTo(-0.01 - 2 * 0.001 / 2, within(1e-8));
        assertThat(stand.gauge("ic", "1")).isEqualTo(-0.1, within(1e-12));
        assertThat(stand.gauge("spread", "1")).isEqualTo(-0.01, within(1e-8));
    }

    @Test
    void shouldLeaveOutWhatIsNoEvidence() {
        // Given
        start("return");

        // When
        judged("A", 1, signal("A", 1, 0.01).setInSample(true), 0.04f);
        judged("B", 1, signal("B", 1, 0.02).setRank(0), 0.04f);
        judged("C", 1, signal("C", 1, 0.02).setDefinition("0badf00d"), 0.04f);
        judged("D", 1, 0.03, 0.01f);

        // Then
        Quality told = stand.quality().get("m/1");
        assertThat(told.getOutcomes()).isEqualTo(1);
        assertThat(told.getAccuracy()).isEqualTo(1);
        assertThat(told.getMeanProbability()).isZero();
        assertThat(told.getSignals().getInSample()).isEqualTo(1);
        assertThat(told.getSignals().getUnranked()).isEqualTo(1);
        assertThat(told.getSignals().getIc()).isNaN();
    }

    @Test
    void shouldForgetPeriodsThatLeaveTheWindowOfAVersion() {
        // Given
        start("return");

        // When: two periods are kept, and one that is older than both is none of them
        for (int day = 2; day <= 4; day++) {
            judged("A", day, 0.01, day == 2 ? -0.01f : 0.01f);
        }
        judged("A", 1, 0.01, -0.01f);

        // Then
        Quality told = stand.quality().get("m/1");
        assertThat(told.getOutcomes()).isEqualTo(2);
        assertThat(told.getAccuracy()).isEqualTo(1);
        assertThat(told.getSignals().getFromPeriodEndMillis()).isEqualTo(3 * DAY);
    }

    @Test
    void shouldKeepVersionsApart() {
        // Given
        start("return");

        // When
        judged("A", 1, 0.01, 0.01f);
        Prediction.Builder other = prediction("B", 1, signal("B", 1, 0.01)).setModelVersion("2");
        predictions.pipeInput("B@1".getBytes(), other.build().toByteArray());
        came("B", 1, -0.01f);

        // Then
        Map<String, Quality> told = stand.quality();
        assertThat(told.get("m/1").getAccuracy()).isEqualTo(1);
        assertThat(told.get("m/2").getAccuracy()).isZero();
    }

    @Test
    void shouldPassOverAWindowWhoseReturnIsNone() {
        // Given
        start("return");
        say("A", 1, 0.01);

        // When
        came("A", 1, Float.NaN);
        examples.pipeInput("A@1".getBytes(), new byte[] {-1, -1, 7});

        // Then
        assertThat(stand.outcomes()).isEmpty();
        assertThat(stand.count("unreadable")).isEqualTo(2);
    }

    @Test
    void shouldSayWhereLabelsWouldMissTheirPredictions() {
        // Given
        start("return");
        PipelineSpec pipeline = PipelineSpec.parse(FILE.formatted("return"));

        // When, then
        LabelTopology.checkPartitions(pipeline, topic -> 8);
        assertThatThrownBy(() -> LabelTopology.checkPartitions(pipeline, topic -> topic.contains("examples") ? 8 : 4))
                .hasMessage(
                        "fovea.predictions.p has 4 partitions and fovea.examples.p 8, so labels would miss their predictions: give both as many.");
    }

    private void start(String kind) {
        PipelineSpec pipeline = PipelineSpec.parse(FILE.formatted(kind));
        stand = new LabelStand(pipeline);
        predictions = stand.input(Topics.predictions("p"));
        examples = stand.input(Topics.examples("p"));
        definition = pipeline.market().orElseThrow().definition();
    }

    private void judged(String instrument, int day, double score, float realized) {
        judged(instrument, day, signal(instrument, day, score), realized);
    }

    private void judged(String instrument, int day, Signal.Builder signal, float realized) {
        predictions.pipeInput(
                (instrument + "@" + day).getBytes(),
                prediction(instrument, day, signal).build().toByteArray());
        came(instrument, day, realized);
    }

    private void say(String instrument, int day, double score) {
        Signal.Builder signal = signal(instrument, day, score);
        predictions.pipeInput(
                (instrument + "@" + day).getBytes(),
                prediction(instrument, day, signal).build().toByteArray());
    }

    private static Prediction.Builder prediction(String instrument, int day, Signal.Builder signal) {
        return Prediction.newBuilder()
                .setId(instrument + "@" + day)
                .setPipeline("p")
                .setModel("m")
                .setModelVersion("1")
                .setPredictedAtMillis(day * DAY)
                .setSignal(signal);
    }

    private Signal.Builder signal(String instrument, int day, double score) {
        return Signal.newBuilder()
                .setInstrument(instrument)
                .setPeriodEndMillis(day * DAY)
                .setScore(score)
                .setRank(1)
                .setDefinition(definition);
    }

    private void live(String instrument, int day) {
        examples.pipeInput(
                (instrument + "@" + day).getBytes(),
                window(instrument, day).build().toByteArray());
    }

    private void came(String instrument, int day, float realized) {
        Example labelled = window(instrument, day)
                .addLabels(TensorCodec.int64("label", realized > 0 ? 1 : 0))
                .addLabels(TensorCodec.float32("return", new long[0], new float[] {realized}))
                .build();
        examples.pipeInput((instrument + "@" + day).getBytes(), labelled.toByteArray());
    }

    private Example.Builder window(String instrument, int day) {
        return Example.newBuilder()
                .setId(instrument + "@" + day)
                .setWindow(BarWindow.newBuilder()
                        .setInstrument(instrument)
                        .setPeriodEndMillis(day * DAY)
                        .setLabelAsOfMillis((day + 1) * DAY)
                        .setDefinition(definition));
    }
}
