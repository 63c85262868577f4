package io.fovea.transforms.market;

import io.fovea.pipeline.BarPeriod;
import io.fovea.pipeline.BarRules;
import io.fovea.pipeline.BarsInput;
import io.fovea.pipeline.MarketSpec;
import io.fovea.pipeline.WindowSpec.Returns;
import io.fovea.transforms.market.Verdict.Reason;
import java.nio.ByteBuffer;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.function.Consumer;

/**
 * One instrument's bars, resampled to periods, as returns from period to period. Every bar is held against the pipeline's
 * rules first; one that is not taken changes nothing. Not thread-safe.
 */
final class BarSeries {

    private static final int MOST_CARRIED = 5_000; // more is no gap but another life

    private final BarsInput input;
    private final BarRules rules;
    private final Returns returns;
    private final long graceMillis;
    private final boolean volumes; // whether what was traded is remembered

    private double lastClose = Double.NaN; // of the newest bar
    private long lastEnd = Long.MIN_VALUE;
    private long openEnd = Long.MIN_VALUE; // of the period that has not left
    private long openAsOf;
    private BitSet openBars = new BitSet(); // by place in the period; empty where every bar is a period
    private long closedEnd = Long.MIN_VALUE; // of the newest period that has left
    private double closedClose = Double.NaN; // NaN: windows begin anew
    private int run;
    private double openVolume = Double.NaN; // dollars, of the period that has not left
    private double closedVolume = Double.NaN;

    BarSeries(MarketSpec market) {
        this.input = market.bars();
        this.volumes = market.needsVolume();
        this.rules = input.rules();
        this.returns = market.windows().returns();
        this.graceMillis = rules.grace().toMillis();
    }

    /** Takes the bar or not; periods that it ends go to {@code over}, in order. */
    Verdict accept(BarClose bar, Consumer<PeriodReturn> over) {
        long end = input.barPeriod().endOfPeriodTo(bar.end());
        long periodEnd = input.period().endOfPeriodTo(end);
        Verdict verdict = verdict(bar, end, periodEnd);
        if (verdict.fate() == Verdict.Fate.TAKEN) {
            take(bar, end, periodEnd, verdict.reason(), over);
        }
        return verdict;
    }

    /** Whether a period is open that ended at {@code moment} or before. */
    boolean isOpenAt(long moment) {
        return openEnd != Long.MIN_VALUE && openEnd <= moment;
    }

    /** Ends the open period, which gets no more bars. */
    void closeOpen(Consumer<PeriodReturn> over) {
        long missing = Double.isNaN(closedClose) ? 0 : missing();
        if (missing > 0) {
            bridge(missing, over);
        }
        double value = Double.isNaN(closedClose) ? Double.NaN : returnOn(closedClose, lastClose);
        run = Double.isNaN(value) ? 0 : run + 1;
        long start = run == 0 ? openEnd : closedEnd;
        PeriodReturn.Traded traded =
                volumes ? PeriodReturn.Traded.after(closedVolume, openVolume) : PeriodReturn.Traded.UNKNOWN;
        over.accept(new PeriodReturn(openEnd, start, openAsOf, value, run, false, traded, missing));
        closedEnd = openEnd;
        closedVolume = openVolume;
        closedClose = lastClose;
        openEnd = Long.MIN_VALUE;
        openBars.clear();
    }

    private Verdict verdict(BarClose bar, long end, long periodEnd) {
        if (bar.asOf() >= periodEnd + graceMillis) {
            return late("It was known at %s, more than %s after its period's end, %s."
                    .formatted(time(bar.asOf()), rules.grace(), time(periodEnd)));
        }
        if (periodEnd <= closedEnd) {
            return periodEnd == closedEnd && !input.isResampled()
                    ? repeated(end)
                    : late("Its period, which ended at %s, has left: the newest that left ended at %s."
                            .formatted(time(periodEnd), time(closedEnd)));
        }
        if (openEnd != Long.MIN_VALUE && periodEnd < openEnd) {
            return late("Its period, which ended at %s, has left.".formatted(time(periodEnd)));
        }
        return withinOpen(bar, end, periodEnd);
    }

    private Verdict withinOpen(BarClose bar, long end, long periodEnd) {
        if (periodEnd == openEnd && openBars.get(place(end))) {
            return repeated(end);
        }
        if (end < lastEnd && rules.outOfOrder() == BarRules.OutOfOrder.REJECT) {
            return Verdict.refused(
                    Reason.OUT_OF_ORDER,
                    "It ends at %s, before its instrument's newest bar, which ends at %s."
                            .formatted(time(end), time(lastEnd)));
        }
        double onLast = bar.close() / lastClose - 1; // NaN without one, which is not beyond any bound
        if (Math.abs(onLast) >= rules.maxAbsReturn()) {
            return rules.absurd() == BarRules.Absurd.RESTART
                    ? Verdict.taken(Reason.ABSURD)
                    : Verdict.refused(
                            Reason.ABSURD,
                            "Its close %s is %+.0f %% on the bar before, %s; allowed: less than %.0f %% either way."
                                    .formatted(bar.close(), onLast * 100, lastClose, rules.maxAbsReturn() * 100));
        }
        return end < lastEnd ? Verdict.taken(Reason.OUT_OF_ORDER) : Verdict.TAKEN;
    }

    private Verdict late(String explanation) {
        return rules.late() == BarRules.Late.DROP
                ? Verdict.dropped(Reason.LATE, explanation)
                : Verdict.refused(Reason.LATE, explanation);
    }

    private Verdict repeated(long end) {
        String explanation = "Its instrument has a bar that ends at %s already.".formatted(time(end));
        return switch (rules.repeated()) {
            case KEEP_FIRST -> Verdict.dropped(Reason.REPEATED, explanation);
            case REJECT -> Verdict.refused(Reason.REPEATED, explanation);
            case KEEP_LAST ->
                input.isResampled()
                        ? Verdict.taken(Reason.REPEATED)
                        : late("Its period, which ended at %s, has left with another bar.".formatted(time(end)));
        };
    }

    private void take(BarClose bar, long end, long periodEnd, Reason reason, Consumer<PeriodReturn> over) {
        if (openEnd != Long.MIN_VALUE && periodEnd > openEnd) {
            closeOpen(over);
        }
        if (reason == Reason.ABSURD) {
            closedClose = Double.NaN;
        }
        if (openEnd != periodEnd) {
            openVolume = bar.dollarVolume();
        } else if (reason != Reason.REPEATED) { // a bar in the place of another does not count again
            openVolume += bar.dollarVolume();
        }
        openAsOf = openEnd == periodEnd ? Math.max(openAsOf, bar.asOf()) : bar.asOf();
        openEnd = periodEnd;
        if (end >= lastEnd) {
            lastEnd = end;
            lastClose = bar.close();
        }
        if (input.isResampled()) {
            openBars.set(place(end));
        } else {
            closeOpen(over);
        }
    }

    /** Periods without a bar before the open one, where they are more than tolerated. */
    private long missing() {
        long gap = input.period().between(closedEnd, openEnd);
        return gap <= rules.maxGap() ? 0 : gap - 1;
    }

    private void bridge(long missing, Consumer<PeriodReturn> over) {
        if (rules.missing() == BarRules.Missing.RESTART || missing > MOST_CARRIED) {
            closedClose = Double.NaN;
            return;
        }
        for (long end = input.period().next(closedEnd);
                end < openEnd;
                end = input.period().next(end)) {
            if (input.period() != BarPeriod.DAY || isWeekday(end)) {
                run++;
                over.accept(new PeriodReturn(end, closedEnd, end, 0, run, true, PeriodReturn.Traded.NOTHING, 0));
                closedEnd = end;
            }
        }
    }

    private static boolean isWeekday(long end) {
        DayOfWeek day = Instant.ofEpochMilli(end - 1).atOffset(ZoneOffset.UTC).getDayOfWeek();
        return day != DayOfWeek.SATURDAY && day != DayOfWeek.SUNDAY;
    }

    private double returnOn(double before, double close) {
        return returns == Returns.LOG ? Math.log(close / before) : close / before - 1;
    }

    private int place(long end) {
        return (int) Math.min(
                input.barPeriod().between(end, input.period().endOfPeriodTo(end)),
                50_000); // a month has 44,640 minutes
    }

    private static Instant time(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    void write(ByteBuffer out) {
        out.putDouble(lastClose).putLong(lastEnd).putLong(openEnd).putLong(openAsOf);
        out.putLong(closedEnd).putDouble(closedClose).putInt(run);
        long[] bars = openBars.toLongArray();
        out.putInt(bars.length);
        for (long word : bars) {
            out.putLong(word);
        }
        if (volumes) {
            out.putDouble(openVolume).putDouble(closedVolume);
        }
    }

    int size() {
        return 56 + openBars.toLongArray().length * Long.BYTES + (volumes ? 2 * Double.BYTES : 0);
    }

    void read(ByteBuffer in) {
        lastClose = in.getDouble();
        lastEnd = in.getLong();
        openEnd = in.getLong();
        openAsOf = in.getLong();
        closedEnd = in.getLong();
        closedClose = in.getDouble();
        run = in.getInt();
        long[] bars = new long[in.getInt()];
        for (int i = 0; i < bars.length; i++) {
            bars[i] = in.getLong();
        }
        openBars = BitSet.valueOf(bars);
        if (volumes) {
            openVolume = in.getDouble();
            closedVolume = in.getDouble();
        }
    }
}
