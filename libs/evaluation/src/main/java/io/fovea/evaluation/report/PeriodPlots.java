package io.fovea.evaluation.report;

import io.fovea.evaluation.figures.Figures;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What came of the periods, one after the other. */
final class PeriodPlots {
    private final EvaluationReport report;

    PeriodPlots(EvaluationReport report) {
        this.report = report;
    }

    /** Each period's correlation as a bar, the control's as a dot. */
    String icByPeriod() {
        List<Figures.Period> periods = network().periods();
        double[] values = periods.stream().mapToDouble(Figures.Period::ic).toArray();
        Svg svg = new Svg(Axes.WIDE, 240, "Information coefficient of each period");
        List<Figures.Period> control = control();
        double[] all = Stream.concat(periods.stream(), control.stream())
                .mapToDouble(Figures.Period::ic)
                .toArray();
        Scale y = Axes.axis(svg, Axes.zeroAnd(all), Axes.WIDE, 240, 2);
        Scale x = new Scale(-0.5, values.length - 0.5, Axes.LEFT, Axes.WIDE - Axes.RIGHT);
        Axes.periodDates(svg, periods, x, 240 - Axes.BOTTOM);
        double width = Math.max(1, (Axes.WIDE - Axes.LEFT - Axes.RIGHT) / (double) values.length * 0.7);
        for (int i = 0; i < values.length; i++) {
            if (Double.isFinite(values[i])) {
                double top = Math.min(y.at(values[i]), y.at(0));
                svg.rect(
                        x.at(i) - width / 2,
                        top,
                        width,
                        Math.abs(y.at(values[i]) - y.at(0)),
                        values[i] >= 0 ? "network" : "network-negative",
                        "%s: IC %s"
                                .formatted(
                                        Numbers.periodEnd(periods.get(i).endMillis()), Numbers.decimals(values[i], 3)));
            }
        }
        dots(svg, periods, control, x, y);
        double mean = network().ic().mean();
        if (Double.isFinite(mean)) {
            svg.line(Axes.LEFT, y.at(mean), Axes.WIDE - Axes.RIGHT, y.at(mean), "mean");
        }
        return svg.toString();
    }

    private static void dots(Svg svg, List<Figures.Period> periods, List<Figures.Period> control, Scale x, Scale y) {
        Map<Long, Integer> places = new HashMap<>();
        periods.forEach(period -> places.put(period.endMillis(), places.size()));
        for (Figures.Period period : control) {
            Integer place = places.get(period.endMillis());
            if (place != null && Double.isFinite(period.ic())) {
                svg.dot(
                        x.at(place),
                        y.at(period.ic()),
                        periods.size() > 120 ? 1.2 : 2.5,
                        "control",
                        "%s, shuffled labels: IC %s"
                                .formatted(Numbers.periodEnd(period.endMillis()), Numbers.decimals(period.ic(), 3)));
            }
        }
    }

    private List<Figures.Period> control() {
        Figures control = report.figures().get(EvaluationReport.CONTROL);
        return control == null ? List.of() : control.periods();
    }

    /** Running sums of the correlations of all learners. */
    String icCumulative() {
        return cumulative("Cumulative information coefficient", 1, Figures.Period::ic, false);
    }

    /** Running sums of the spreads, before costs. */
    String spreadCumulative() {
        return cumulative(
                "Cumulative spread between the highest and the lowest quantile", 0, Figures.Period::spread, true);
    }

    private String cumulative(String title, int places, ToDoubleFunction<Figures.Period> value, boolean percent) {
        Svg svg = new Svg(Axes.HALF, 260, title);
        Map<String, double[]> sums = new LinkedHashMap<>();
        for (String name : shown()) {
            double[] sum = new double[report.figures().get(name).periods().size() + 1];
            for (int i = 1; i < sum.length; i++) {
                double next =
                        value.applyAsDouble(report.figures().get(name).periods().get(i - 1));
                sum[i] = sum[i - 1] + (Double.isFinite(next) ? next : 0);
            }
            sums.put(name, sum);
        }
        double[] all = Axes.zeroAnd(
                sums.values().stream().flatMapToDouble(Arrays::stream).toArray());
        Scale y = percent ? Axes.percentAxis(svg, all, Axes.HALF, 260) : Axes.axis(svg, all, Axes.HALF, 260, places);
        List<Figures.Period> periods = network().periods();
        Scale x = new Scale(0, Math.max(1, periods.size()), Axes.LEFT, Axes.HALF - Axes.RIGHT);
        Axes.periodDates(svg, periods, x, 260 - Axes.BOTTOM);
        sums.forEach((name, sum) -> svg.polyline(
                IntStream.range(0, sum.length).mapToDouble(x::at).toArray(),
                Arrays.stream(sum).map(y::at).toArray(),
                "line " + name));
        return svg.toString();
    }

    private Figures network() {
        return report.figures().get(EvaluationReport.NETWORK);
    }

    private List<String> shown() {
        return Stream.of(
                        EvaluationReport.CONTROL,
                        EvaluationReport.LAST_RETURN,
                        EvaluationReport.REGRESSION,
                        EvaluationReport.NETWORK) // last, on top
                .filter(report.figures()::containsKey)
                .toList();
    }
}
