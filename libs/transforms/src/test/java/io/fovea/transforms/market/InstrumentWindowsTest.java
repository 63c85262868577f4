package io.fovea.transforms.market;

import static io.fovea.transforms.market.Markets.day;
import static io.fovea.transforms.market.Markets.market;
import static io.fovea.transforms.market.Markets.month;
import static io.fovea.transforms.market.Markets.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fovea.pipeline.MarketSpec;
import io.fovea.transforms.market.Markets.Fed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstrumentWindowsTest {

    private static final String MONTHS = "period: month";

    @Test
    void shouldLeaveLiveThenLabelled() {
        // Given: returns +10 %, -50 %, +100 %
        MarketSpec market = market(MONTHS, "lags: 2", "horizon: 1");

        // When
        Fed fed = new Fed(market).feed(month(0, 100), month(1, 110), month(2, 55), month(3, 110));

        // Then
        assertThat(fed.windows).hasSize(3);
        MarketWindow live = fed.windows.get(0);
        assertThat(live.values()).containsExactly(0.1f, -0.5f);
        assertThat(Instant.ofEpochMilli(live.start())).isEqualTo("2000-02-01T00:00:00Z");
        assertThat(Instant.ofEpochMilli(live.end())).isEqualTo("2000-04-01T00:00:00Z");
        assertThat(live.label()).isEmpty();
        MarketWindow labelled = fed.windows.get(1);
        assertThat(labelled.values()).containsExactly(live.values());
        assertThat(labelled.start()).isEqualTo(live.start());
        assertThat(labelled.asOf()).isEqualTo(live.asOf());
        assertThat(labelled.label())
                .contains(new MarketWindow.Label(1.0, time("2000-05-01T00:00:00Z"), time("2000-05-01T00:00:00Z")));
        assertThat(fed.windows.get(2).values()).containsExactly(-0.5f, 1f);
    }

    @Test
    void shouldTellWhatWasTradedByThenAndNothingLater() {
        // Given
        MarketSpec market =
                market(MONTHS + ", columns: {volume: v}", "lags: 3", "horizon: 2", "universe: {top: 5, over: 2}");

        // When
        Fed fed = new Fed(market)
                .feed(month(0, 1, 10), month(1, 1, 20), month(2, 1, 30), month(3, 1, 50))
                .feed(month(4, 1, 1e9), month(5, 1), month(6, 1, 7));

        // Then the window of April's end has March and April, live and labelled, whatever came in May
        assertThat(fed.windows.get(0).dollarVolume()).isEqualTo(40);
        assertThat(fed.windows).extracting(window -> window.label().isPresent()).startsWith(false, false, true);
        assertThat(fed.windows.get(2).dollarVolume()).isEqualTo(40);
        assertThat(fed.windows.get(1).dollarVolume()).isEqualTo(5e8 + 25);
        assertThat(fed.windows.get(fed.windows.size() - 1).dollarVolume())
                .as("a month that does not say")
                .isNaN();
    }

    @Test
    void shouldGiveHowVolumeChanged() {
        // Given
        MarketSpec market =
                market(MONTHS + ", columns: {volume: v}", "lags: 3, channels: [volumeChange, return]", "horizon: 1");

        // When: the second month has no volume
        Fed fed = new Fed(market)
                .feed(month(0, 100, 10), month(1, 110, 0), month(2, 55, 30), month(3, 110, 60))
                .feed(month(4, 110, 15));

        // Then
        assertThat(fed.windows.get(0).values()).containsExactly(0, 0.1f, 0, -0.5f, (float) Math.log(2), 1);
        assertThat(fed.windows.get(2).values())
                .containsExactly(0, -0.5f, (float) Math.log(2), 1, (float) Math.log(0.25), 0);
    }

    @Test
    void shouldAddUpWhatBarsOfAMonthTraded() {
        // Given
        MarketSpec market = market(
                "period: month, barPeriod: day, columns: {volume: v}, rules: {repeated: keepLast}",
                "lags: 1",
                "horizon: 1",
                "universe: {top: 5}");

        // When: the bar of February 10 comes twice
        Fed fed = new Fed(market);
        for (String date : List.of("2000-01-31", "2000-02-10", "2000-02-10", "2000-02-11", "2000-03-01")) {
            BarClose bar = day(date, 1);
            fed.feed(new BarClose(bar.end(), bar.asOf(), 1, 100));
        }

        // Then
        assertThat(fed.windows)
                .singleElement()
                .satisfies(february -> assertThat(february.dollarVolume()).isEqualTo(200));
    }

    @ParameterizedTest
    @CsvSource({"1, 1, simple", "3, 2, simple", "5, 3, log", "24, 1, log", "2, 7, simple"})
    void shouldGiveWhatADirectComputationGives(int lags, int horizon, String returns) {
        // Given
        MarketSpec market = market(MONTHS, "lags: %d, returns: %s".formatted(lags, returns), "horizon: " + horizon);
        Random random = new Random(7);
        double[] closes = random.doubles(60, 50, 150).toArray();

        // When
        Fed fed = new Fed(market);
        for (int i = 0; i < closes.length; i++) {
            fed.feed(month(i, closes[i]));
        }

        // Then: straight from the closes, without a state
        List<MarketWindow> live =
                fed.windows.stream().filter(w -> w.label().isEmpty()).toList();
        List<MarketWindow> labelled =
                fed.windows.stream().filter(w -> w.label().isPresent()).toList();
        assertThat(live).hasSize(60 - lags);
        assertThat(labelled).hasSize(60 - lags - horizon);
        for (int i = 0; i < live.size(); i++) {
            for (int lag = 0; lag < lags; lag++) {
                double expected = onto(closes[i + lag], closes[i + lag + 1], returns);
                assertThat(live.get(i).values()[lag]).isCloseTo((float) expected, within(1e-6f));
            }
            assertThat(live.get(i).end()).isEqualTo(month(i + lags, 1).end());
            assertThat(live.get(i).start()).isEqualTo(month(i, 1).end());
        }
        for (int i = 0; i < labelled.size(); i++) {
            MarketWindow.Label label = labelled.get(i).label().orElseThrow();
            assertThat(label.value())
                    .isCloseTo(onto(closes[i + lags], closes[i + lags + horizon], returns), within(1e-5));
            assertThat(label.end()).isEqualTo(month(i + lags + horizon, 1).end());
            assertThat(labelled.get(i).values()).containsExactly(live.get(i).values());
            assertThat(labelled.get(i).end()).isEqualTo(live.get(i).end());
            assertThat(labelled.get(i).start()).isEqualTo(live.get(i).start());
        }
    }

    private static double onto(double before, double after, String returns) {
        return returns.equals("log") ? Math.log(after / before) : after / before - 1;
    }

    @Test
    void shouldMarkTheMonthAndTheDayInWhichTheWindowEnds() {
        // Given
        MarketSpec market = market("period: day", "lags: 1, calendar: [month, weekday]", "horizon: 1");

        // When: the 30th of January 2015 is a Friday, so the window ends on Saturday 31
        Fed fed = new Fed(market).feed(day("2015-01-29", 100), day("2015-01-30", 101), day("2015-01-31", 102));

        // Then
        float[] values = fed.windows.get(0).values();
        assertThat(values).hasSize(1 + 12 + 7);
        assertThat(values[1]).isEqualTo(1); // January
        assertThat(values[1 + 12 + 5]).isEqualTo(1); // Saturday
        float[] next = fed.windows.get(2).values();
        assertThat(next[1 + 1]).isEqualTo(1); // the end of January is in February
        assertThat(next[1 + 12 + 6]).isEqualTo(1);
        assertThat(sum(values) - values[0]).isEqualTo(2, within(1e-6f));
    }

    private static float sum(float[] values) {
        float sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    @Test
    void shouldResampleDaysToMonthsByTheLastClose() {
        // Given
        MarketSpec market = market("period: month, barPeriod: day", "lags: 1", "horizon: 1");

        // When
        Fed fed = new Fed(market)
                .feed(day("2015-01-02", 90), day("2015-01-30", 100), day("2015-02-02", 104))
                .feed(day("2015-02-27", 110), day("2015-03-02", 1));

        // Then: January's 100 to February's 110
        assertThat(fed.windows).singleElement().satisfies(window -> {
            assertThat(window.values()[0]).isEqualTo(0.1f);
            assertThat(window.end()).isEqualTo(time("2015-03-01T00:00:00Z"));
            assertThat(window.asOf()).isEqualTo(time("2015-02-28T00:00:00Z"));
        });
    }

    @Test
    void shouldEndAPeriodWithoutAFurtherBarOfItsOwn() {
        // Given
        MarketSpec market = market("period: month, barPeriod: day", "lags: 1", "horizon: 1");
        Fed fed = new Fed(market).feed(day("2015-01-30", 100), day("2015-02-27", 110));

        // When
        fed.closeAt("2015-02-28T23:59:59Z");
        assertThat(fed.windows).isEmpty();
        fed.closeAt("2015-03-01T00:00:00Z");

        // Then
        assertThat(fed.windows).hasSize(1);
        fed.feed(day("2015-02-28", 111));
        assertThat(fed.last().reason()).isEqualTo(Verdict.Reason.LATE);
    }

    @Test
    void shouldTakeBarsOutOfOrderWhileTheirPeriodIsOpen() {
        // Given
        MarketSpec market = market("period: month, barPeriod: day", "lags: 1", "horizon: 1");

        // When
        Fed fed = new Fed(market)
                .feed(day("2015-01-30", 100), day("2015-01-29", 7), day("2015-01-29", 8), day("2015-02-02", 100));

        // Then
        assertThat(fed.verdicts)
                .extracting(Verdict::reason)
                .containsExactly(
                        Verdict.Reason.NONE, Verdict.Reason.OUT_OF_ORDER, Verdict.Reason.REPEATED, Verdict.Reason.NONE);
        assertThat(fed.periods)
                .singleElement()
                .satisfies(period -> assertThat(period.run()).isZero());
    }

    @ParameterizedTest
    @CsvSource({
        "keepFirst, DROPPED, 1.0",
        "keepLast,  TAKEN,   2.0",
        "reject,    REFUSED, 1.0",
    })
    void shouldFollowTheRuleForARepeatedBar(String rule, Verdict.Fate fate, double februaryReturn) {
        // Given
        MarketSpec market =
                market("period: month, barPeriod: day, rules: {repeated: %s}".formatted(rule), "lags: 1", "horizon: 1");

        // When
        Fed fed = new Fed(market).feed(day("2015-01-30", 100), day("2015-02-27", 200), day("2015-02-27", 300));

        // Then
        assertThat(fed.last().fate()).isEqualTo(fate);
        assertThat(fed.last().reason()).isEqualTo(Verdict.Reason.REPEATED);
        fed.closeAt("2015-03-01T00:00:00Z");
        assertThat(fed.windows.get(0).values()[0]).isEqualTo((float) februaryReturn);
    }

    @ParameterizedTest
    @CsvSource({"reject, REFUSED", "drop, DROPPED"})
    void shouldFollowTheRuleForABarKnownTooLate(String rule, Verdict.Fate fate) {
        // Given
        MarketSpec market =
                market("period: day, rules: {grace: 12h, late: %s}".formatted(rule), "lags: 1", "horizon: 1");
        long end = time("2015-01-31T00:00:00Z");

        // When
        Fed fed = new Fed(market)
                .feed(
                        new BarClose(end, time("2015-01-31T11:59:59Z"), 1),
                        new BarClose(end, time("2015-01-31T12:00:00Z"), 1));

        // Then
        assertThat(fed.verdicts.get(0).fate()).isEqualTo(Verdict.Fate.TAKEN);
        assertThat(fed.last().fate()).isEqualTo(fate);
        assertThat(fed.last().explanation())
                .isEqualTo("It was known at 2015-01-31T12:00:00Z, more than PT12H after its period's end,"
                        + " 2015-01-31T00:00:00Z.");
    }

    @ParameterizedTest
    @CsvSource({"reject, REFUSED, 2", "restart, TAKEN, 1"})
    void shouldFollowTheRuleForAnAbsurdReturn(String rule, Verdict.Fate fate, int periodsWithAReturn) {
        // Given
        MarketSpec market =
                market("period: month, rules: {absurd: %s, maxGap: 2}".formatted(rule), "lags: 1", "horizon: 1");

        // When: +901 %
        Fed fed = new Fed(market).feed(month(0, 100), month(1, 110), month(2, 1101.2));

        // Then
        assertThat(fed.last().fate()).isEqualTo(fate);
        assertThat(fed.last().reason()).isEqualTo(Verdict.Reason.ABSURD);
        fed.feed(month(3, 120));
        assertThat(fed.periods.stream().filter(PeriodReturn::isReturn))
                .hasSize(periodsWithAReturn + (fate == Verdict.Fate.TAKEN ? 1 : 0));
    }

    @Test
    void shouldRefuseAReturnOfExactlyTheBound() {
        // Given
        MarketSpec market = market(MONTHS, "lags: 1", "horizon: 1");

        // When: +899 %, -99 %, and +900 %, the default bound
        Fed fed = new Fed(market).feed(month(0, 100), month(1, 999), month(2, 10), month(3, 100));

        // Then
        assertThat(fed.verdicts)
                .extracting(Verdict::fate)
                .containsExactly(Verdict.Fate.TAKEN, Verdict.Fate.TAKEN, Verdict.Fate.TAKEN, Verdict.Fate.REFUSED);
    }

    @Test
    void shouldBeginAnewAfterAGap() {
        // Given
        MarketSpec market = market(MONTHS, "lags: 1", "horizon: 1");

        // When: the third month is missing
        Fed fed = new Fed(market).feed(month(0, 100), month(1, 110), month(3, 120), month(4, 126));

        // Then: no return leads over the gap, and no label
        assertThat(fed.windows).extracting(w -> w.values()[0]).containsExactly(0.1f, 0.05f);
        assertThat(fed.windows).extracting(MarketWindow::label).containsOnly(Optional.empty());
        assertThat(fed.periods).extracting(PeriodReturn::missing).containsExactly(0L, 0L, 1L, 0L);
    }

    @Test
    void shouldCarryTheCloseOverAGap() {
        // Given
        MarketSpec market = market("period: month, rules: {missing: carry}", "lags: 3", "horizon: 1");

        // When: two months are missing
        Fed fed = new Fed(market).feed(month(0, 100), month(3, 120), month(4, 126));

        // Then
        assertThat(fed.windows).hasSize(3);
        assertThat(fed.windows.get(0).values()).containsExactly(0, 0, 0.2f);
        assertThat(fed.windows.get(1).label())
                .map(MarketWindow.Label::value)
                .hasValueSatisfying(value -> assertThat(value).isCloseTo(0.05, within(1e-6)));
        assertThat(fed.windows.get(2).values()).containsExactly(0, 0.2f, 0.05f);
    }

    @Test
    void shouldBridgeWeekendsAndHolidays() {
        // Given
        MarketSpec market = market("period: day", "lags: 2", "horizon: 1");

        // When: Friday, Tuesday, Wednesday
        Fed fed = new Fed(market).feed(day("2015-01-16", 100), day("2015-01-20", 110), day("2015-01-21", 99));

        // Then
        assertThat(fed.windows).singleElement().satisfies(window -> {
            assertThat(window.values()).containsExactly(0.1f, -0.1f);
            assertThat(window.start()).isEqualTo(time("2015-01-17T00:00:00Z"));
        });
    }

    @Test
    void shouldNotTakeAMonthThatHasLeft() {
        // Given
        MarketSpec market = market(MONTHS, "lags: 1", "horizon: 1");

        // When
        Fed fed = new Fed(market).feed(month(0, 100), month(1, 110), month(0, 99), month(1, 111));

        // Then
        assertThat(fed.verdicts)
                .extracting(Verdict::reason)
                .containsExactly(
                        Verdict.Reason.NONE, Verdict.Reason.NONE, Verdict.Reason.LATE, Verdict.Reason.REPEATED);
        assertThat(fed.windows).hasSize(1);
    }
}
