package io.fovea.transforms.market;

/**
 * What a window needs of a bar.
 *
 * @param end the first moment after its period, milliseconds since 1970
 * @param asOf when it was known, milliseconds since 1970
 * @param close above 0
 * @param dollarVolume units traded times close; NaN where it is not known or not asked for
 */
public record BarClose(long end, long asOf, double close, double dollarVolume) {
    /** Of a bar whose volume does not matter. */
    public BarClose(long end, long asOf, double close) {
        this(end, asOf, close, Double.NaN);
    }
}
