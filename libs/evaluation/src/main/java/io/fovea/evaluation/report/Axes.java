package io.fovea.evaluation.report;

import io.fovea.evaluation.figures.Figures;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/** What the axes of plots have in common, and the margins that they stand in. */
final class Axes {
    static final int WIDE = 980;
    static final int HALF = 478;
    static final int LEFT = 64;
    static final int RIGHT = 16;
    static final int TOP = 16;
    static final int BOTTOM = 28;

    private Axes() {}

    static double[] zeroAnd(double[] values) {
        return DoubleStream.concat(DoubleStream.of(0), Arrays.stream(values)).toArray();
    }

    static Scale axis(Svg svg, double[] values, int width, int height, int places) {
        return axis(svg, values, width, height, tick -> Numbers.plain(tick, places));
    }

    static Scale percentAxis(Svg svg, double[] values, int width, int height) {
        return axis(svg, values, width, height, tick -> Numbers.percent(tick, Math.abs(tick) < 0.0995 ? 2 : 1));
    }

    private static Scale axis(Svg svg, double[] values, int width, int height, DoubleFunction<String> label) {
        Scale y = Scale.of(values, height - BOTTOM, TOP);
        for (double tick : y.ticks(5)) {
            svg.line(LEFT, y.at(tick), width - RIGHT, y.at(tick), tick == 0 ? "zero" : "grid");
            svg.text(LEFT - 8, y.at(tick) + 4, "end", "tick", label.apply(tick));
        }
        return y;
    }

    static void periodDates(Svg svg, List<Figures.Period> periods, Scale x, int y) {
        int labels = Math.min(periods.size(), x.to() - x.from() > 600 ? 8 : 4);
        for (int i = 0; i < labels; i++) {
            int period = (int) ((i + 0.5) * periods.size() / labels);
            svg.text(
                    x.at(period),
                    y + 18,
                    "middle",
                    "tick",
                    Numbers.periodEnd(periods.get(period).endMillis()).substring(0, 7));
        }
    }

    static void dates(Svg svg, Scale x, int y) {
        int labels = 8;
        for (int i = 0; i < labels; i++) {
            double millis = x.low() + (i + 0.5) / labels * (x.high() - x.low());
            svg.line(x.at(millis), TOP, x.at(millis), y, "grid");
            svg.text(
                    x.at(millis),
                    y + 16,
                    "middle",
                    "tick",
                    Numbers.day((long) millis).substring(0, 7));
        }
    }
}
