package io.fovea.preprocessing.market;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.market.BarReader;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.market.v1.Bar;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A bar that is not as it should be goes the way that its pipeline declares, is counted, and becomes a dead letter where it is refused:
 * the table of {@code docs/PIPELINE.md}, case by case, through the topology.
 */
class BarRulesTest {

    @ParameterizedTest
    @CsvSource({"reject,refused,1", "drop,dropped,0"})
    void shouldFollowTheRuleForALateBar(String rule, String fate, int letters) {
        try (var market = new Market("period: day, rules: {grace: 12h, late: %s}".formatted(rule), "lags: 1", "")) {
            // When: known a day after its period's end
            market.bar("A", "2020-01-06", "100").send(known(market, "A", "2020-01-07", "101", "2020-01-09T00:00:00Z"));

            // Then
            assertThat(market.count("late", fate)).isEqualTo(1);
            assertReasons(market, letters, "LATE_BAR: It was known at 2020-01-09T00:00:00Z, more than PT12H after");
            assertThat(market.examples()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"keepFirst,dropped,0", "reject,refused,1"})
    void shouldFollowTheRuleForARepeatedBar(String rule, String fate, int letters) {
        try (var market = new Market("period: day, rules: {repeated: %s}".formatted(rule), "lags: 1", "")) {
            // When
            market.bar("A", "2020-01-06", "100").bar("A", "2020-01-06", "200").bar("A", "2020-01-07", "110");

            // Then the first one stays
            assertThat(market.count("repeated", fate)).isEqualTo(1);
            assertReasons(market, letters, "REPEATED_BAR: Its instrument has a bar that ends at 2020-01-07T00:00:00Z");
            assertThat(market.examples()).extracting(BarRulesTest::newestReturn).containsExactly(0.1f);
        }
    }

    @Test
    void shouldTakeTheLastOfRepeatedBarsWhileTheirPeriodIsOpen() {
        try (var market = new Market("period: month, barPeriod: day, rules: {repeated: keepLast}", "lags: 1", "")) {
            // When
            market.bar("A", "2020-01-31", "100").bar("A", "2020-02-28", "150").bar("A", "2020-02-28", "120");
            market.bar("A", "2020-03-02", "1");

            // Then
            assertThat(market.count("repeated", "taken")).isEqualTo(1);
            assertReasons(market, 0, "");
            assertThat(market.examples()).extracting(BarRulesTest::newestReturn).containsExactly(0.2f);
        }
    }

    @ParameterizedTest
    @CsvSource({"accept,taken,0", "reject,refused,1"})
    void shouldFollowTheRuleForABarOutOfOrder(String rule, String fate, int letters) {
        try (var market =
                new Market("period: month, barPeriod: day, rules: {outOfOrder: %s}".formatted(rule), "lags: 1", "")) {
            // When: the 10th comes after the 20th
            market.bar("A", "2020-01-20", "100").bar("A", "2020-01-10", "50");

            // Then
            assertThat(market.count("out_of_order", fate)).isEqualTo(1);
            assertReasons(market, letters, "OUT_OF_ORDER_BAR: It ends at 2020-01-11T00:00:00Z, before");
        }
    }

    @ParameterizedTest
    @CsvSource({"restart,0,0", "carry,5,0"})
    void shouldFollowTheRuleForMissingBars(String rule, int windows, int letters) {
        try (var market = new Market("period: day, rules: {missing: %s, maxGap: 2}".formatted(rule), "lags: 3", "")) {
            // When: Monday and Tuesday, and then Tuesday and Wednesday of the week after
            market.bar("A", "2020-01-06", "100").bar("A", "2020-01-07", "110");
            market.bar("A", "2020-01-14", "121").bar("A", "2020-01-15", "121");

            // Then six periods are missing, the weekend's two among them
            assertThat(market.meters
                            .counter("fovea.preprocessing.periods.missing", "pipeline", "p")
                            .count())
                    .isEqualTo(6);
            assertReasons(market, letters, "");
            assertThat(market.examples().size() > 0).isEqualTo(windows > 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"reject,refused,1", "restart,taken,0"})
    void shouldFollowTheRuleForAReturnOfNineHundredPercent(String rule, String fate, int letters) {
        try (var market = new Market("period: day, rules: {absurd: %s}".formatted(rule), "lags: 1", "")) {
            // When
            market.bar("A", "2020-01-06", "10").bar("A", "2020-01-07", "100");

            // Then
            assertThat(market.count("absurd", fate)).isEqualTo(1);
            assertReasons(market, letters, "ABSURD_BAR: Its close 100.0 is +900 % on the bar before, 10.0");
            assertThat(market.examples()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-1,,,,close is -1; allowed: a price above 0.",
        "0,,,,close is 0; allowed: a price above 0.",
        "5,6,,,'high is 6, below open or close, 7.'",
        "5,8,6,,'low is 6, above open or close, 5.'",
        "5,8,4,-3,volume is -3; allowed: 0 or more."
    })
    void shouldRefuseWhatCanBeNoBarWhateverTheRules(
            String close, String high, String low, String volume, String problem) {
        try (var market = new Market("period: day, rules: {late: drop, absurd: restart}", "lags: 1", "")) {
            // When
            String open = high == null ? null : "7";
            market.send(market.reader()
                    .parsed(
                            new BarReader.Parts("A", "2020-01-06", close, open, high, low, volume, null),
                            Long.MIN_VALUE));

            // Then
            assertThat(market.count("invalid", "refused")).isEqualTo(1);
            assertReasons(market, 1, "INVALID_BAR: The bar is wrong: " + problem);
        }
    }

    private static void assertReasons(Market market, int letters, String reason) {
        List<TestRecord<byte[], byte[]>> all = market.deadLetters();
        assertThat(all)
                .hasSize(letters)
                .allSatisfy(letter -> assertThat(letter.headers()
                                .lastHeader("dead-letter-reason")
                                .value())
                        .asString(UTF_8)
                        .startsWith(reason));
    }

    private static Bar known(Market market, String instrument, String time, String close, String asOf) {
        return market.reader()
                .bar(new BarReader.Parts(instrument, time, close, null, null, null, null, asOf), Long.MIN_VALUE);
    }

    private static float newestReturn(Example example) {
        return example.getInputs(0)
                .getRawContents()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .getFloat();
    }
}
