package io.fovea.evaluation.baselines;

import io.fovea.evaluation.folds.Periods;
import java.util.SplittableRandom;

/**
 * Labels dealt out anew within each period: what an instrument's window says of its own future is gone, and all else (a
 * period's mean return, how many went up, who is there) is as before. A pipeline that finds something in these has a leak.
 */
public final class ShuffledLabels {
    private ShuffledLabels() {}

    /**
     * For each row the row whose label it gets, of the same period; itself where it belongs to none.
     *
     * @param rows how many there are
     */
    public static int[] donors(int rows, Periods periods, long seed) {
        int[] donors = new int[rows];
        for (int row = 0; row < rows; row++) {
            donors[row] = row;
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int period = 0; period < periods.count(); period++) {
            int[] section = periods.rows(period);
            for (int i = section.length - 1; i > 0; i--) { // Fisher and Yates
                int other = random.nextInt(i + 1);
                int swapped = donors[section[i]];
                donors[section[i]] = donors[section[other]];
                donors[section[other]] = swapped;
            }
        }
        return donors;
    }
}
