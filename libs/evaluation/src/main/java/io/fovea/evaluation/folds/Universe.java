package io.fovea.evaluation.folds;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * Which instruments belong to a period, by what was known at its end: rows of that period and of earlier ones decide, and
 * no later row can change it.
 *
 * @param minHistory windows that an instrument must have had, the present one included
 * @param mostTraded how many of those that are left stay, by trailing dollar volume; 0 for all
 */
public record Universe(int minHistory, int mostTraded) {

    /** Every instrument in every period that it has a window of. */
    public static final Universe ALL = new Universe(1, 0);

    /** @throws IllegalArgumentException where a number is negative */
    public Universe {
        if (minHistory < 0 || mostTraded < 0) {
            throw new IllegalArgumentException(
                    "Expected no negative number, received a history of %d and %d most traded."
                            .formatted(minHistory, mostTraded));
        }
    }

    /** What was traded of a row's instrument lately, by what was known then; NaN where it is not known. */
    @FunctionalInterface
    public interface DollarVolume {
        double of(int row);
    }

    /** One flag a row; equals in volume go by the instrument's name. */
    public boolean[] members(Windows windows, DollarVolume dollarVolume) {
        boolean[] members = new boolean[windows.size()];
        Periods periods = Periods.of(windows);
        Map<String, Integer> history = new HashMap<>();
        for (int period = 0; period < periods.count(); period++) {
            int[] old = Arrays.stream(periods.rows(period))
                    .filter(row -> history.merge(windows.instrument(row), 1, Integer::sum) >= minHistory)
                    .toArray();
            for (int row : mostTraded == 0 ? old : mostTraded(old, windows, dollarVolume)) {
                members[row] = true;
            }
        }
        return members;
    }

    private int[] mostTraded(int[] rows, Windows windows, DollarVolume dollarVolume) {
        return Arrays.stream(rows)
                .filter(row -> !Double.isNaN(dollarVolume.of(row)))
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(row -> -dollarVolume.of(row))
                        .thenComparing(windows::instrument))
                .limit(mostTraded)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
