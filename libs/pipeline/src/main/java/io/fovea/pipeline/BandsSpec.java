package io.fovea.pipeline;

import java.util.List;

/**
 * Pictures of any number of bands, such as the 13 of Sentinel-2: what of each band becomes the bytes that a network is fed.
 *
 * @param low the value of each band that becomes 0
 * @param high the value that becomes 255
 */
public record BandsSpec(List<Double> low, List<Double> high) {

    public BandsSpec {
        low = List.copyOf(low);
        high = List.copyOf(high);
    }

    /** How many there are: the network's channels. */
    public int count() {
        return high.size();
    }

    /** A value of a band as a pixel from 0 to 255; what lies beyond its range is clipped. */
    public int pixel(int band, double value) {
        double share = (value - low.get(band)) / (high.get(band) - low.get(band));
        return (int) Math.round(255 * Math.max(0, Math.min(1, share)));
    }
}
