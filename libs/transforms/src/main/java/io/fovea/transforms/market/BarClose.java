package io.fovea.transforms.market;

/**
 * What a window needs of a bar.
 *
 * @param end the first moment after its period, milliseconds since 1970
 * @param asOf when it was known, milliseconds since 1970
 * @param close above 0
 */
public record BarClose(long end, long asOf, double close) {}
