package io.fovea.evaluation.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Figures as a reader of markets writes them; a dash for what is not known. */
final class Numbers {
    private static final String UNKNOWN = "–";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Numbers() {}

    static String decimals(double value, int places) {
        return known(
                value, String.format(Locale.ROOT, "%+." + places + "f", value).replace('-', '−'));
    }

    static String plain(double value, int places) {
        return known(
                value, String.format(Locale.ROOT, "%." + places + "f", value).replace('-', '−'));
    }

    static String percent(double value, int places) {
        return known(value, plain(100 * value, places) + " %");
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String day(long millis) {
        return DAY.format(Instant.ofEpochMilli(millis));
    }

    /** The last moment of a period by its end, which is the first after it. */
    static String periodEnd(long millis) {
        return day(millis - 1);
    }

    private static String known(double value, String text) {
        return Double.isFinite(value) ? text : UNKNOWN;
    }
}
