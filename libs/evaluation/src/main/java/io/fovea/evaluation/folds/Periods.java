package io.fovea.evaluation.folds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows of each period, oldest period first. */
public final class Periods {
    private final long[] ends;
    private final List<int[]> rows;

    private Periods(long[] ends, List<int[]> rows) {
        this.ends = ends;
        this.rows = rows;
    }

    /** Those of the rows that are members. */
    public static Periods of(Windows windows, boolean[] members) {
        long[] ends = distinctEnds(windows, members);
        int[] counts = new int[ends.length];
        for (int row = 0; row < windows.size(); row++) {
            if (members[row]) {
                counts[Arrays.binarySearch(ends, windows.periodEnd(row))]++;
            }
        }
        List<int[]> rows = new ArrayList<>();
        for (int count : counts) {
            rows.add(new int[count]);
        }
        int[] next = new int[ends.length];
        for (int row = 0; row < windows.size(); row++) {
            if (members[row]) {
                int period = Arrays.binarySearch(ends, windows.periodEnd(row));
                rows.get(period)[next[period]++] = row;
            }
        }
        return new Periods(ends, rows);
    }

    public static Periods of(Windows windows) {
        boolean[] all = new boolean[windows.size()];
        Arrays.fill(all, true);
        return of(windows, all);
    }

    private static long[] distinctEnds(Windows windows, boolean[] members) {
        long[] ends = new long[windows.size()];
        int count = 0;
        for (int row = 0; row < ends.length; row++) {
            if (members[row]) {
                ends[count++] = windows.periodEnd(row);
            }
        }
        return Arrays.stream(ends, 0, count).sorted().distinct().toArray();
    }

    /** Number of periods. */
    public int count() {
        return ends.length;
    }

    /** @param period from 0, the oldest */
    public long end(int period) {
        return ends[period];
    }

    /** Rows of this period, ascending. */
    public int[] rows(int period) {
        return rows.get(period).clone();
    }

    /** Rows of the periods {@code from} to {@code to}, the latter exclusive. */
    int[] rows(int from, int to) {
        return rows.subList(from, to).stream().flatMapToInt(Arrays::stream).toArray();
    }
}
