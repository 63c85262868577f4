package io.fovea.cnn.explain;

import java.util.List;

/**
 * Which numbers the two ends of a {@link ColourMap} stand for.
 *
 * @param low the number at position 0
 * @param high the number at position 1, above {@code low}
 */
public record Scale(double low, double high) {
    public Scale {
        if (!(high > low)) {
            throw new IllegalArgumentException("Expected low below high, received %s and %s.".formatted(low, high));
        }
    }

    /** From 0, or the lowest value where that is below, to the highest. */
    public static Scale ofAll(List<Plane> planes) {
        double low = 0;
        double high = 0;
        for (Plane plane : planes) {
            for (float value : plane.values()) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        return high > low ? new Scale(low, high) : new Scale(0, 1);
    }

    /** As far below 0 as above it. */
    public static Scale symmetric(List<Plane> planes) {
        Scale all = ofAll(planes);
        double furthest = Math.max(-all.low(), all.high());
        return new Scale(-furthest, furthest);
    }

    /** 0 to the value below which {@code share} (0 to 1) of the values lie, so that a few outliers do not darken the rest. */
    public static Scale upTo(Plane plane, double share) {
        float high = plane.quantile(share);
        return high > 0 ? new Scale(0, high) : ofAll(List.of(plane));
    }

    /** Where a number is between the ends: 0 at the low one, 1 at the high one. */
    public double position(double value) {
        return (value - low) / (high - low);
    }

    ColourMap fitting() {
        return low < 0 ? ColourMap.DIVERGING : ColourMap.HEAT;
    }
}
