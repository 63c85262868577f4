package io.fovea.evaluation.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** From values to pixels. */
record Scale(double low, double high, double from, double to) {
    private static final double[] STEPS = {1, 2, 2.5, 5, 10};

    /** Spans the finite ones of these values; where they are all the same, a little more. */
    static Scale of(double[] values, double from, double to) {
        double[] known = Arrays.stream(values).filter(Double::isFinite).toArray();
        double low = Arrays.stream(known).min().orElse(0);
        double high = Arrays.stream(known).max().orElse(1);
        double margin = high > low ? (high - low) * 0.04 : Math.max(1e-6, Math.abs(high) * 0.1);
        return new Scale(low - margin, high + margin, from, to);
    }

    double at(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    /** Round numbers within, about as many as asked for. */
    List<Double> ticks(int about) {
        double rough = (high - low) / about;
        double magnitude = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = magnitude
                * Arrays.stream(STEPS)
                        .filter(candidate -> candidate * magnitude >= rough)
                        .findFirst()
                        .orElse(10);
        List<Double> ticks = new ArrayList<>();
        for (double tick = Math.ceil(low / step) * step; tick <= high; tick += step) {
            ticks.add(Math.abs(tick) < step / 1e6 ? 0 : tick);
        }
        return ticks;
    }
}
