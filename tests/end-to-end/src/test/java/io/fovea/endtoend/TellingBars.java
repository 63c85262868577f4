package io.fovea.endtoend;

import static java.util.stream.Collectors.joining;

import java.time.YearMonth;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Monthly bars whose returns are drawn at random, and whose volume tells the return of a month. */
final class TellingBars {

    static final int INSTRUMENTS = 20;
    static final int MONTHS = 72;

    private TellingBars() {}

    /** Named in a pipeline, so that the last period closes when it is whole, and no run waits for it to be idle. */
    static String names() {
        return IntStream.range(0, INSTRUMENTS).mapToObj(number -> "I" + number).collect(joining(", "));
    }

    /** @param told the month whose return a month's volume tells */
    static String csv(IntUnaryOperator told) {
        return csv(told, MONTHS + 1);
    }

    /** @param movedFrom the month from which on all is something else */
    static String csv(IntUnaryOperator told, int movedFrom) {
        Random random = new Random(5);
        StringBuilder csv = new StringBuilder("instrument,time,close,volume\n");
        for (int instrument = 0; instrument < INSTRUMENTS; instrument++) {
            double[] returns = random.doubles(MONTHS + 1, -0.1, 0.1).toArray();
            for (int month = movedFrom; month <= MONTHS; month++) {
                returns[month] = -returns[month] / 2;
            }
            double close = 100;
            for (int month = 0; month < MONTHS; month++) {
                close *= 1 + returns[month];
                double said = returns[Math.max(0, told.applyAsInt(month))];
                csv.append(String.format(
                        Locale.ROOT,
                        "I%d,%s,%.8f,%.0f%n",
                        instrument,
                        month(month),
                        close,
                        1e9 * Math.exp(10 * said) / close));
            }
        }
        return csv.toString();
    }

    static YearMonth month(int months) {
        return YearMonth.of(2000, 1).plusMonths(months);
    }
}
