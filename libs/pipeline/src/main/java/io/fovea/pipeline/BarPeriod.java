package io.fovea.pipeline;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** A length of time that a bar is of, in UTC. Its end is the first moment after it: January ends at February 1, 00:00. */
public enum BarPeriod {
    MINUTE(60_000L),
    HOUR(3_600_000L),
    DAY(86_400_000L),
    /** From Monday to Sunday, as ISO 8601 has it. */
    WEEK(604_800_000L),
    MONTH(0);

    private static final long DAY_MILLIS = 86_400_000L;
    private static final long FIRST_MONDAY = 4 * DAY_MILLIS; // 1970-01-05

    private final long millis;

    BarPeriod(long millis) {
        this.millis = millis;
    }

    /** The end of the period that holds this moment, in milliseconds since 1970-01-01T00:00Z. */
    public long endOfPeriodWith(long moment) {
        return switch (this) {
            case MINUTE, HOUR, DAY -> (Math.floorDiv(moment, millis) + 1) * millis;
            case WEEK -> (Math.floorDiv(moment - FIRST_MONDAY, millis) + 1) * millis + FIRST_MONDAY;
            case MONTH -> startOfDay(date(moment).with(TemporalAdjusters.firstDayOfNextMonth()));
        };
    }

    /** The end of the period that ends at this moment, or that holds it where none ends there. */
    public long endOfPeriodTo(long end) {
        return endOfPeriodWith(end - 1);
    }

    /** The end of the period after the one with this end. */
    public long next(long end) {
        return endOfPeriodWith(end);
    }

    /** The end of the newest period that is over at this moment. */
    public long endBefore(long moment) {
        return switch (this) {
            case MINUTE, HOUR, DAY, WEEK -> endOfPeriodWith(moment) - millis;
            case MONTH -> startOfDay(date(moment).withDayOfMonth(1));
        };
    }

    /** How many periods lie between two ends: 1 from one end to the next. */
    public long between(long end, long laterEnd) {
        return switch (this) {
            case MINUTE, HOUR, DAY, WEEK -> (laterEnd - end) / millis;
            case MONTH -> months(laterEnd) - months(end);
        };
    }

    /** As the file has it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The period before {@code end} as people name it: 2015-01 is a month, 2015-01-30 a day or a week's Monday. */
    public String label(long end) {
        LocalDate last = date(end - 1);
        return switch (this) {
            case MINUTE, HOUR -> Instant.ofEpochMilli(end - millis).toString();
            case DAY -> last.toString();
            case WEEK ->
                last.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).toString();
            case MONTH -> last.toString().substring(0, 7);
        };
    }

    private static long months(long moment) {
        LocalDate date = date(moment);
        return date.getYear() * 12L + date.getMonthValue();
    }

    private static LocalDate date(long moment) {
        return LocalDate.ofEpochDay(Math.floorDiv(moment, DAY_MILLIS));
    }

    private static long startOfDay(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}
