package io.fovea.market;

import com.google.protobuf.ByteString;
import io.fovea.proto.market.v1.Decimal;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Decimal numbers on the wire and in Java, without rounding. */
public final class Decimals {

    private static final int MOST_BYTES = 16;
    private static final int MOST_DIGITS = 40; // of a text, before it is parsed
    private static final int LEAST_SCALE = -18;
    private static final int MOST_SCALE = 36;

    private Decimals() {}

    /**
     * The number that is written so, such as {@code 48.602} or {@code 1e-8}.
     *
     * @param name what it is, for errors
     */
    public static Decimal parse(String name, String text) {
        if (text.length() > MOST_DIGITS) {
            throw new InvalidBarException(
                    "%s has %d characters; allowed: at most %d.".formatted(name, text.length(), MOST_DIGITS));
        }
        try {
            return of(name, new BigDecimal(text.strip()));
        } catch (NumberFormatException e) {
            throw new InvalidBarException("%s is '%s'; allowed: a number.".formatted(name, text));
        }
    }

    static Decimal of(String name, BigDecimal number) {
        byte[] unscaled = number.unscaledValue().toByteArray();
        if (!fits(unscaled.length, number.scale())) {
            throw new InvalidBarException(
                    "%s is %s; allowed: up to 38 digits, 36 of them after the point.".formatted(name, number));
        }
        return Decimal.newBuilder()
                .setUnscaled(ByteString.copyFrom(unscaled))
                .setScale(number.scale())
                .build();
    }

    /** Whether it is a number at all, of a size that is bounded. */
    static boolean isNumber(Decimal decimal) {
        return !decimal.getUnscaled().isEmpty() && fits(decimal.getUnscaled().size(), decimal.getScale());
    }

    private static boolean fits(int bytes, int scale) {
        return bytes <= MOST_BYTES && scale >= LEAST_SCALE && scale <= MOST_SCALE;
    }

    /** The number; one of a record that {@link BarCheck} has passed. */
    public static BigDecimal value(Decimal decimal) {
        return new BigDecimal(new BigInteger(decimal.getUnscaled().toByteArray()), decimal.getScale());
    }

    /** The nearest double, for a ratio of prices. */
    public static double toDouble(Decimal decimal) {
        int scale = decimal.getScale();
        if (decimal.getUnscaled().size() <= 6 && scale >= 0 && scale < POWERS.length) {
            return unscaled(decimal.getUnscaled()) / POWERS[scale]; // both exact, so the quotient is the nearest
        }
        return value(decimal).doubleValue();
    }

    /** Which is greater, as {@link BigDecimal#compareTo} has it; of numbers that {@link #isNumber}. */
    static int compare(Decimal left, Decimal right) {
        if (left.getScale() == right.getScale()
                && left.getUnscaled().size() <= Long.BYTES
                && right.getUnscaled().size() <= Long.BYTES) {
            return Long.compare(unscaled(left.getUnscaled()), unscaled(right.getUnscaled()));
        }
        return value(left).compareTo(value(right));
    }

    /** -1, 0 or 1; of a number that {@link #isNumber}. */
    static int signum(Decimal decimal) {
        ByteString bytes = decimal.getUnscaled();
        if (bytes.byteAt(0) != 0) {
            return bytes.byteAt(0) < 0 ? -1 : 1;
        }
        for (int i = 1; i < bytes.size(); i++) {
            if (bytes.byteAt(i) != 0) {
                return 1;
            }
        }
        return 0;
    }

    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static long unscaled(ByteString bytes) {
        long value = bytes.byteAt(0); // sign-extended
        for (int i = 1; i < bytes.size(); i++) {
            value = value << 8 | bytes.byteAt(i) & 0xff;
        }
        return value;
    }
}
