package io.fovea.transforms.market;

import io.fovea.pipeline.MarketSpec;
import io.fovea.pipeline.PipelineSpec;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Market pipelines and bars of tests. */
final class Markets {

    private Markets() {}

    /** @param input keys after {@code kind: bars} */
    static MarketSpec market(String input, String windows, String label) {
        return market(input, windows, label, "");
    }

    /** @param more further lines */
    static MarketSpec market(String input, String windows, String label, String more) {
        return PipelineSpec.parse("""
                        pipeline: p
                        input: {kind: bars, %s}
                        windows: {%s}
                        label: {%s}
                        model: {architecture: monthlyreturns}
                        %s
                        """.formatted(input, windows, label, more))
                .market()
                .orElseThrow();
    }

    /** Known at its end. */
    static BarClose day(String date, double close) {
        long end = start(LocalDate.parse(date).plusDays(1));
        return new BarClose(end, end, close);
    }

    /** The month that begins {@code months} after 2000-01, known at its end. */
    static BarClose month(int months, double close) {
        long end = start(LocalDate.of(2000, 1, 1).plusMonths(months + 1L));
        return new BarClose(end, end, close);
    }

    /** With what was traded in it. */
    static BarClose month(int months, double close, double dollarVolume) {
        BarClose bar = month(months, close);
        return new BarClose(bar.end(), bar.asOf(), close, dollarVolume);
    }

    static long time(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private static long start(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    /** What came of bars, each taken by a state that was written and read again. */
    static final class Fed {
        final List<Verdict> verdicts = new ArrayList<>();
        final List<PeriodReturn> periods = new ArrayList<>();
        final List<MarketWindow> windows = new ArrayList<>();
        private final MarketSpec market;
        private byte[] state;

        Fed(MarketSpec market) {
            this.market = market;
        }

        Fed feed(BarClose... bars) {
            for (BarClose bar : bars) {
                InstrumentWindows instrument = InstrumentWindows.of(market, state);
                verdicts.add(instrument.accept(bar, periods::add, windows::add));
                state = instrument.toBytes();
            }
            return this;
        }

        Fed closeAt(String instant) {
            InstrumentWindows instrument = InstrumentWindows.of(market, state);
            instrument.closeAt(time(instant), periods::add, windows::add);
            state = instrument.toBytes();
            return this;
        }

        Verdict last() {
            return verdicts.get(verdicts.size() - 1);
        }
    }
}
