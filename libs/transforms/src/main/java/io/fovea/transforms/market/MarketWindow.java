package io.fovea.transforms.market;

import java.util.Arrays;
import java.util.Optional;

/**
 * The last returns of an instrument, as a network sees them.
 *
 * @param start start of the first return's interval, milliseconds since 1970 as the other times
 * @param end end of the last return's interval, where the label's interval starts
 * @param asOf when the last of what it holds was known
 * @param values {@code [lags + marks, channels]}, oldest return first, row by row
 * @param dollarVolume mean of the last periods that the pipeline's universe goes by; NaN where it has none, or one is not known
 * @param label what came after, where it is known
 */
public record MarketWindow(
        long start, long end, long asOf, float[] values, double dollarVolume, Optional<Label> label) {

    public MarketWindow {
        values = values.clone();
    }

    @Override
    public float[] values() {
        return values.clone();
    }

    /**
     * What came after a window.
     *
     * @param value the return over the horizon, simple or logarithmic as the window's
     * @param end the end of the horizon
     * @param asOf when it was known
     */
    public record Label(double value, long end, long asOf) {}

    @Override
    public boolean equals(Object other) {
        return other instanceof MarketWindow that
                && start == that.start
                && end == that.end
                && asOf == that.asOf
                && Arrays.equals(values, that.values)
                && Double.compare(dollarVolume, that.dollarVolume) == 0
                && label.equals(that.label);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(end) * 31 + Arrays.hashCode(values);
    }
}
