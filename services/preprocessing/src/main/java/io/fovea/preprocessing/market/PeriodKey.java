package io.fovea.preprocessing.market;

import java.util.HexFormat;

/** Keys of stores that are read in the order of time. */
final class PeriodKey {

    static final int LENGTH = 17;

    private PeriodKey() {}

    /** A letter and 16 hex digits, in the order of time before 1970 too. */
    static String of(long end) {
        return "p" + HexFormat.of().toHexDigits(end ^ Long.MIN_VALUE);
    }

    static long end(String key) {
        return Long.parseUnsignedLong(key.substring(1, LENGTH), 16) ^ Long.MIN_VALUE;
    }
}
