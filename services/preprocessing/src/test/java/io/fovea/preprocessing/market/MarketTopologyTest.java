package io.fovea.preprocessing.market;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.market.v1.Bar;
import io.fovea.proto.market.v1.Closing;
import io.fovea.proto.market.v1.PeriodClosed;
import io.fovea.tensorcodec.TensorCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

class MarketTopologyTest {

    private static final Duration NEWS = Duration.ofMillis(10);

    @Test
    void shouldLetAWindowLeaveLiveThenLabelled() throws Exception {
        try (var market = new Market("period: month", "lags: 2", "horizon: 1")) {
            // When
            market.bar("MSFT", "2000-01", "100").bar("MSFT", "2000-02", "110");
            assertThat(market.examples()).isEmpty();
            market.bar("MSFT", "2000-03", "55");
            List<Example> first = market.examples();
            market.bar("MSFT", "2000-04", "110");
            List<Example> second = market.examples();

            // Then
            assertThat(first).singleElement().satisfies(live -> {
                assertThat(live.getId()).isEqualTo("MSFT@2000-04-01T00:00:00Z");
                assertThat(live.getLabelsList()).isEmpty();
                assertThat(TensorCodec.shape(live.getInputs(0))).containsExactly(2, 1);
                assertThat(TensorCodec.toFloat32(live.getInputs(0))).containsExactly(0.1f, -0.5f);
                assertThat(live.getWindow().getInstrument()).isEqualTo("MSFT");
            });
            assertThat(second)
                    .extracting(Example::getId)
                    .containsExactly("MSFT@2000-04-01T00:00:00Z", "MSFT@2000-05-01T00:00:00Z");
            Example labelled = second.get(0);
            assertThat(labelled.getInputs(0)).isEqualTo(first.get(0).getInputs(0));
            assertThat(TensorCodec.toInt64(labelled.getLabels(0))).containsExactly(1);
            assertThat(TensorCodec.toFloat32(labelled.getLabels(1))).containsExactly(1f);
            assertThat(Instant.ofEpochMilli(labelled.getWindow().getLabelEndMillis()))
                    .isEqualTo("2000-05-01T00:00:00Z");
        }
    }

    @Test
    void shouldMakeDeadLettersByteForByte() {
        try (var market = new Market("period: month, instruments: [MSFT, IBM]", "lags: 1", "horizon: 1")) {
            // Given
            market.bar("MSFT", "2000-01", "100");
            Bar negative = Bar.newBuilder()
                    .setInstrument("MSFT")
                    .setPeriodEndMillis(Instant.parse("2000-03-01T00:00:00Z").toEpochMilli())
                    .setAsOfMillis(Instant.parse("2000-03-01T00:00:00Z").toEpochMilli())
                    .setClose(io.fovea.proto.market.v1.Decimal.newBuilder()
                            .setUnscaled(com.google.protobuf.ByteString.copyFrom(new byte[] {-1})))
                    .build();
            byte[] garbage = {1, 2, 3};

            // When
            market.send(negative).send("MSFT", garbage).bar("MSFT", "2000-02", "1101");
            market.send(
                    "IBM", negative.toBuilder().setInstrument("AAPL").build().toByteArray());
            List<TestRecord<byte[], byte[]>> letters = market.deadLetters();

            // Then
            assertThat(letters).hasSize(4);
            assertThat(letters.get(0).value()).isEqualTo(negative.toByteArray());
            assertThat(letters.get(0).key()).asString(UTF_8).isEqualTo("MSFT");
            assertThat(letters.get(1).value()).isEqualTo(garbage);
            assertThat(header(letters.get(0), "dead-letter-reason"))
                    .isEqualTo("INVALID_BAR: The bar is wrong: close is -1; allowed: a price above 0.");
            assertThat(header(letters.get(1), "dead-letter-reason")).startsWith("MALFORMED_RECORD: ");
            assertThat(header(letters.get(2), "dead-letter-reason"))
                    .isEqualTo(
                            "ABSURD_BAR: Its close 1101.0 is +1001 % on the bar before, 100.0; allowed: less than 900 % either way.");
            assertThat(header(letters.get(0), "dead-letter-topic")).isEqualTo(Topics.bars("p"));
            assertThat(header(letters.get(2), "dead-letter-offset")).isEqualTo("3");
            assertThat(header(letters.get(0), "dead-letter-service")).isEqualTo("preprocessing");
            assertThat(market.count("invalid", "refused")).isEqualTo(3);
            assertThat(market.count("absurd", "refused")).isEqualTo(1);
            assertThat(market.count("none", "taken")).isEqualTo(1);
        }
    }

    @Test
    void shouldCloseAPeriodWhenTheNextBegins() {
        try (var market = new Market("period: month", "lags: 1", "horizon: 1")) {
            // When
            market.bar("A", "2000-01", "1")
                    .bar("B", "2000-01", "1")
                    .bar("A", "2000-02", "2")
                    .bar("B", "2000-02", "2");
            market.pass(NEWS);
            assertThat(market.periods()).extracting(PeriodClosed::getWindows).containsExactly(0);
            market.bar("A", "2000-03", "2").pass(NEWS);

            // Then
            assertThat(market.periods())
                    .containsExactly(closed(market, "2000-03-01T00:00:00Z", 2, Closing.CLOSING_GRACE));
        }
    }

    @Test
    void shouldCloseAPeriodAsSoonAsItIsWhole() {
        try (var market = new Market("period: month, instruments: [A, B]", "lags: 1", "horizon: 1")) {
            // When
            market.bar("A", "2000-01", "1")
                    .bar("B", "2000-01", "1")
                    .bar("A", "2000-02", "2")
                    .pass(NEWS);
            assertThat(market.periods()).hasSize(1);
            market.bar("B", "2000-02", "2").pass(NEWS);

            // Then
            assertThat(market.periods())
                    .containsExactly(closed(market, "2000-03-01T00:00:00Z", 2, Closing.CLOSING_COMPLETE));
        }
    }

    @Test
    void shouldCloseAPeriodThatWasToldOfAfterANewerOne() {
        try (var market = new Market("period: month, rules: {maxGap: 2}", "lags: 1", "horizon: 1")) {
            // Given: nobody has told of February
            market.bar("A", "2000-01", "1")
                    .bar("A", "2000-03", "1")
                    .bar("A", "2000-04", "1")
                    .pass(NEWS);
            assertThat(market.periods())
                    .last()
                    .isEqualTo(closed(market, "2000-04-01T00:00:00Z", 1, Closing.CLOSING_GRACE));

            // When
            market.bar("B", "2000-01", "1").bar("B", "2000-02", "2").pass(NEWS);

            // Then: January has no window of B that anybody waits for
            assertThat(market.periods())
                    .containsExactly(closed(market, "2000-03-01T00:00:00Z", 1, Closing.CLOSING_LATE));
        }
    }

    @Test
    void shouldWaitForAPartitionThatHoldsBars() {
        try (var market = new Market("period: month, rules: {idle: 30s}", "lags: 1", "horizon: 1", Set.of(0, 3))) {
            // When: partition 3 has bars that nobody told of yet
            market.bar("A", "2000-01", "1")
                    .bar("A", "2000-02", "2")
                    .pass(NEWS)
                    .pass(NEWS)
                    .pass(Duration.ofSeconds(29));
            assertThat(market.periods()).isEmpty();
            market.pass(Duration.ofSeconds(2));

            // Then
            assertThat(market.periods())
                    .containsExactly(
                            closed(market, "2000-02-01T00:00:00Z", 0, Closing.CLOSING_IDLE),
                            closed(market, "2000-03-01T00:00:00Z", 1, Closing.CLOSING_IDLE));
        }
    }

    @Test
    void shouldNotTakeAPartitionThatIsBehindForIdle() {
        try (var market = new Market("period: month, rules: {idle: 30s}", "lags: 1", "horizon: 1", Set.of(0, 3))) {
            // When
            market.behind.add(3);
            market.bar("A", "2000-01", "1")
                    .bar("A", "2000-02", "2")
                    .pass(NEWS)
                    .pass(NEWS)
                    .pass(Duration.ofSeconds(60));
            assertThat(market.periods()).isEmpty();
            market.behind.clear();

            // Then
            assertThat(market.pass(NEWS).pass(Duration.ofSeconds(1)).periods()).isNotEmpty();
        }
    }

    @Test
    void shouldNotTakeSilenceFromBeforeAPeriodForIdle() {
        try (var market = new Market("period: month, rules: {idle: 30s}", "lags: 1", "horizon: 1", Set.of(0, 3))) {
            // Given: a pause in which all are silent, as a night is
            market.bar("A", "2000-01", "1")
                    .pass(NEWS)
                    .pass(NEWS)
                    .pass(Duration.ofHours(9))
                    .periods();

            // When: of the next period partition 0 speaks first
            market.bar("A", "2000-02", "2").pass(NEWS).pass(NEWS).pass(Duration.ofSeconds(29));
            assertThat(market.periods()).isEmpty();
            market.pass(Duration.ofSeconds(2));

            // Then
            assertThat(market.periods())
                    .containsExactly(closed(market, "2000-03-01T00:00:00Z", 1, Closing.CLOSING_IDLE));
        }
    }

    @Test
    void shouldEndMonthsOfDaysForInstrumentsThatStopped() {
        try (var market = new Market("period: month, barPeriod: day", "lags: 1", "horizon: 1")) {
            // When: B has no bar after January
            market.bar("A", "2000-01-31", "1")
                    .bar("B", "2000-01-31", "1")
                    .bar("A", "2000-02-29", "2")
                    .bar("B", "2000-02-10", "3");
            market.bar("A", "2000-03-01", "2").pass(NEWS);

            // Then: March 1 ends on March 2, when the grace of a day is over
            assertThat(market.examples())
                    .extracting(Example::getId)
                    .containsExactlyInAnyOrder("A@2000-03-01T00:00:00Z", "B@2000-03-01T00:00:00Z");
            assertThat(market.periods())
                    .last()
                    .isEqualTo(closed(market, "2000-03-01T00:00:00Z", 2, Closing.CLOSING_GRACE));
        }
    }

    @Test
    void shouldGiveRanksOfThePeriod() throws Exception {
        try (var market = new Market("period: month", "lags: 2, channels: [return, rank, zScore]", "horizon: 1")) {
            // Given: returns +10 %, +20 %, +30 %, then -10 %, 0 %, +10 %
            String[] names = {"A", "B", "C"};
            double[][] closes = {{100, 110, 99, 99}, {100, 120, 120, 120}, {100, 130, 143, 143}};
            for (int month = 0; month < 4; month++) {
                for (int i = 0; i < names.length; i++) {
                    market.bar(names[i], "2000-0" + (month + 1), Double.toString(closes[i][month]));
                }
            }

            // When
            market.pass(NEWS);
            List<Example> live = market.examples();

            // Then: the third month is whole, the fourth is not
            assertThat(live).hasSize(3);
            Example b = live.stream()
                    .filter(one -> one.getId().startsWith("B"))
                    .findFirst()
                    .orElseThrow();
            Example c = live.stream()
                    .filter(one -> one.getId().startsWith("C"))
                    .findFirst()
                    .orElseThrow();
            assertThat(TensorCodec.shape(b.getInputs(0))).containsExactly(2, 3);
            assertThat(TensorCodec.toFloat32(b.getInputs(0)))
                    .containsExactly(new float[] {0.2f, 0, 0, 0, 0, 0}, within(1e-6f));
            assertThat(TensorCodec.toFloat32(c.getInputs(0)))
                    .containsExactly(new float[] {0.3f, 0.5f, 1.2247449f, 0.1f, 0.5f, 1.2247449f}, within(1e-6f));
            assertThat(market.periods())
                    .last()
                    .isEqualTo(closed(market, "2000-04-01T00:00:00Z", 3, Closing.CLOSING_GRACE));
        }
    }

    @Test
    void shouldNotKeepStateOfOtherWindows() {
        // Given
        PipelineSpec two = pipeline("windows: {lags: 2}");
        PipelineSpec same = pipeline("windows: {lags: 2}\ntrain: {epochs: 3}");
        PipelineSpec three = pipeline("windows: {lags: 3}");

        // When, Then
        assertThat(id(two)).isEqualTo(id(same)).isNotEqualTo(id(three)).startsWith("fovea-preprocessing-p-");
    }

    private static String id(PipelineSpec pipeline) {
        return MarketTopology.applicationId(pipeline);
    }

    private static PipelineSpec pipeline(String rest) {
        return PipelineSpec.parse(
                "pipeline: p\ninput: {kind: bars, period: day, instruments: [A, B, C, D]}\nmodel: {architecture: monthlyreturns}\n"
                        + rest);
    }

    private static PeriodClosed closed(Market market, String end, int windows, Closing why) {
        return PeriodClosed.newBuilder()
                .setPeriodEndMillis(Instant.parse(end).toEpochMilli())
                .setWindows(windows)
                .setClosing(why)
                .setDefinition(market.definition())
                .build();
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
