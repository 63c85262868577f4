package io.fovea.cli.terminal;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
public final class Figures {

    private Figures() {}

    /** With thousands apart: 8,000. */
    public static String count(long count) {
        return String.format(Locale.ENGLISH, "%,d", count);
    }

    /** With a noun that agrees: "1 image", "8,000 images". */
    public static String count(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** So many in that time, as ", 4,000 images/s"; empty where they are too few to say. */
    public static String rate(long count, String noun, Duration time) {
        return count < 1_000 ? "" : ", " + count(Math.round(count / (time.toNanos() / 1e9))) + " " + noun + "s/s";
    }

    /** A metric to four digits: 0.9765. */
    public static String metric(double value) {
        return String.format(Locale.ENGLISH, "%.4f", value);
    }

    /** A share as a percentage: 97.7 %. */
    public static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ENGLISH, "%.1f %%", 100 * share);
    }

    /** A time that fits its size: 0.4 s, 81 s, 12 min 5 s. */
    public static String seconds(Duration time) {
        double seconds = time.toNanos() / 1e9;
        if (seconds < 99.95) {
            return String.format(Locale.ENGLISH, "%.1f s", seconds);
        }
        return seconds < 600
                ? String.format(Locale.ENGLISH, "%.0f s", seconds)
                : time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }

    /** To a tenth of a millisecond's precision or coarser, for JSON: 12.345. */
    public static double rounded(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
