package io.fovea.cnn.metrics;

import java.util.Arrays;

/** Goes through numbers in ascending order, equal ones together (0 and -0 among them). None may be NaN. */
final class TieGroups {
    private final float[] values;
    private final long[] order; // sortable bits of a value above, its place below
    private int start;
    private int end;

    TieGroups(float[] values) {
        this.values = values;
        this.order = new long[values.length];
        for (int i = 0; i < order.length; i++) {
            int bits = Float.floatToIntBits(values[i] + 0f); // -0 becomes 0
            int sortable = bits < 0 ? ~bits ^ Integer.MIN_VALUE : bits;
            order[i] = ((long) sortable << Integer.SIZE) | i;
        }
        Arrays.sort(order);
    }

    /** Goes on to the next group, if there is one. */
    boolean next() {
        start = end;
        while (end < order.length && values[place(end)] == values[place(start)]) {
            end++;
        }
        return start < end;
    }

    /** The first rank of the group, from 0. */
    int start() {
        return start;
    }

    /** The rank after the group's last. */
    int end() {
        return end;
    }

    /** Where among the values the one with this rank stands. */
    int place(int rank) {
        return (int) order[rank];
    }
}
