package io.fovea.evaluation.report;

import io.fovea.evaluation.figures.Calibration;
import io.fovea.evaluation.figures.Figures;
import io.fovea.evaluation.report.EvaluationReport.FoldReport;
import io.fovea.evaluation.report.EvaluationReport.Learned;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The pictures of a report. */
final class Plots {
    private static final int WIDE = 980;
    private static final int HALF = 478;
    private static final int LEFT = 64;
    private static final int RIGHT = 16;
    private static final int TOP = 16;
    private static final int BOTTOM = 28;

    private final EvaluationReport report;

    Plots(EvaluationReport report) {
        this.report = report;
    }

    /** Each fold a row: what trained it, what was left out, what tested it. */
    String timeline() {
        List<FoldReport> folds = report.folds();
        int row = folds.size() > 20 ? 8 : 16;
        Svg svg = new Svg(WIDE, TOP + folds.size() * row + BOTTOM, "Folds in time: training and test windows");
        double[] times = folds.stream()
                .flatMapToDouble(fold -> DoubleStream.of(fold.trainFromMillis(), fold.testToMillis()))
                .toArray();
        Scale x = Scale.of(times, LEFT, WIDE - RIGHT);
        dates(svg, x, TOP + folds.size() * row);
        for (FoldReport fold : folds) {
            double y = TOP + (fold.number() - 1) * row;
            bar(
                    svg,
                    x,
                    y,
                    row - 3,
                    fold.trainFromMillis(),
                    fold.trainToMillis(),
                    "train",
                    "Fold %d trains on %s windows".formatted(fold.number(), Numbers.count(fold.trained())));
            bar(
                    svg,
                    x,
                    y,
                    row - 3,
                    fold.testFromMillis(),
                    fold.testToMillis(),
                    "network",
                    "Fold %d is tested on %s windows".formatted(fold.number(), Numbers.count(fold.tested())));
            if (folds.size() <= 20 || fold.number() % 5 == 0 || fold.number() == 1) {
                svg.text(LEFT - 8, y + row - 5, "end", "tick", Integer.toString(fold.number()));
            }
        }
        return svg.toString();
    }

    private static void bar(Svg svg, Scale x, double y, int height, long from, long to, String style, String tip) {
        svg.rect(
                x.at(from),
                y,
                x.at(to) - x.at(from),
                height,
                style,
                "%s: %s to %s".formatted(tip, Numbers.day(from), Numbers.day(to)));
    }

    /** Each period's correlation as a bar. */
    String icByPeriod() {
        List<Figures.Period> periods = network().periods();
        double[] values = periods.stream().mapToDouble(Figures.Period::ic).toArray();
        Svg svg = new Svg(WIDE, 240, "Information coefficient of each period");
        Scale y = axis(svg, zeroAnd(values), WIDE, 240, 2);
        Scale x = new Scale(-0.5, values.length - 0.5, LEFT, WIDE - RIGHT);
        periodDates(svg, periods, x, 240 - BOTTOM);
        double width = Math.max(1, (WIDE - LEFT - RIGHT) / (double) values.length * 0.7);
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
        double mean = network().ic().mean();
        if (Double.isFinite(mean)) {
            svg.line(LEFT, y.at(mean), WIDE - RIGHT, y.at(mean), "mean");
        }
        return svg.toString();
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
        Svg svg = new Svg(HALF, 260, title);
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
        double[] all =
                zeroAnd(sums.values().stream().flatMapToDouble(Arrays::stream).toArray());
        Scale y = percent ? percentAxis(svg, all, HALF, 260) : axis(svg, all, HALF, 260, places);
        List<Figures.Period> periods = network().periods();
        Scale x = new Scale(0, Math.max(1, periods.size()), LEFT, HALF - RIGHT);
        periodDates(svg, periods, x, 260 - BOTTOM);
        sums.forEach((name, sum) -> svg.polyline(
                IntStream.range(0, sum.length).mapToDouble(x::at).toArray(),
                Arrays.stream(sum).map(y::at).toArray(),
                "line " + name));
        return svg.toString();
    }

    /** What each quantile earned, the control beside the network. */
    String quantiles() {
        Svg svg = new Svg(HALF, 260, "Mean return of each quantile, network and control");
        List<String> names = Stream.of(EvaluationReport.NETWORK, EvaluationReport.CONTROL)
                .filter(report.figures()::containsKey)
                .toList();
        double[] all = zeroAnd(names.stream()
                .flatMap(name -> report.figures().get(name).quantiles().returns().stream())
                .mapToDouble(Double::doubleValue)
                .toArray());
        Scale y = percentAxis(svg, all, HALF, 260);
        int parts = report.plan().quantiles();
        double group = (HALF - LEFT - RIGHT) / (double) parts;
        double width = group * 0.7 / names.size();
        for (int part = 0; part < parts; part++) {
            for (int i = 0; i < names.size(); i++) {
                double value =
                        report.figures().get(names.get(i)).quantiles().returns().get(part);
                double x = LEFT + part * group + group * 0.15 + i * width;
                if (Double.isFinite(value)) {
                    svg.rect(
                            x,
                            Math.min(y.at(value), y.at(0)),
                            width - 1,
                            Math.abs(y.at(value) - y.at(0)),
                            names.get(i),
                            "Quantile %d, %s: %s".formatted(part + 1, names.get(i), Numbers.percent(value, 3)));
                }
            }
            svg.text(LEFT + part * group + group / 2, 260 - 10, "middle", "tick", label(part, parts));
        }
        return svg.toString();
    }

    private static String label(int part, int parts) {
        if (part == 0) {
            return "1 lowest";
        }
        return part == parts - 1 ? parts + " highest" : Integer.toString(part + 1);
    }

    /** Losses of each fold's trial by epoch, and what was chosen. */
    String learningCurves() {
        Svg svg = new Svg(HALF, 260, "Loss by epoch of each fold, and the epoch chosen");
        List<Learned> learned = report.folds().stream().map(FoldReport::network).toList();
        double[] all = learned.stream()
                .flatMap(fold -> Stream.concat(fold.loss().stream(), fold.validationLoss().stream()))
                .mapToDouble(Double::doubleValue)
                .toArray();
        Scale y = axis(svg, trimmed(all), HALF, 260, 4);
        int epochs = learned.stream().mapToInt(fold -> fold.loss().size()).max().orElse(1);
        Scale x = new Scale(0.5, epochs + 0.5, LEFT, HALF - RIGHT);
        for (double tick : x.ticks(6)) {
            if (tick >= 1 && tick == Math.rint(tick)) {
                svg.text(x.at(tick), 260 - 10, "middle", "tick", "epoch " + (int) tick);
            }
        }
        for (Learned fold : learned) {
            curve(svg, x, y, fold.loss(), "line thin train-loss");
            curve(svg, x, y, fold.validationLoss(), "line thin network");
            List<Double> chosenFrom = fold.validationLoss().isEmpty() ? fold.loss() : fold.validationLoss();
            if (fold.epochs() >= 1 && fold.epochs() <= chosenFrom.size()) {
                svg.dot(
                        x.at(fold.epochs()),
                        clip(y, chosenFrom.get(fold.epochs() - 1)),
                        3,
                        "network",
                        "%d epochs chosen".formatted(fold.epochs()));
            }
        }
        return svg.toString();
    }

    private static void curve(Svg svg, Scale x, Scale y, List<Double> losses, String style) {
        svg.polyline(
                IntStream.rangeClosed(1, losses.size()).mapToDouble(x::at).toArray(),
                losses.stream().mapToDouble(loss -> clip(y, loss)).toArray(),
                style);
    }

    private static double clip(Scale y, double value) {
        return y.at(Math.max(y.low(), Math.min(y.high(), value)));
    }

    /** Without a first epoch that dwarfs the others: from the least to the 95th percentile. */
    private static double[] trimmed(double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        return Arrays.copyOf(sorted, Math.max(Math.min(2, sorted.length), (int) (sorted.length * 0.95)));
    }

    /** What was said against what came. */
    String calibration() {
        Svg svg = new Svg(HALF, 260, "Calibration: what was predicted against what came");
        List<Calibration.Bin> bins = network().calibration().bins();
        double[] said = bins.stream().mapToDouble(Calibration.Bin::said).toArray();
        double[] came = bins.stream().mapToDouble(Calibration.Bin::came).toArray();
        Scale x = Scale.of(said, LEFT, HALF - RIGHT);
        Scale y = percentAxis(
                svg,
                DoubleStream.concat(Arrays.stream(said), Arrays.stream(came)).toArray(),
                HALF,
                260);
        for (double tick : x.ticks(4)) {
            svg.text(x.at(tick), 260 - 10, "middle", "tick", Numbers.percent(tick, 1));
        }
        double low = Math.max(x.low(), y.low());
        double high = Math.min(x.high(), y.high());
        if (low < high) {
            svg.line(x.at(low), y.at(low), x.at(high), y.at(high), "diagonal");
        }
        svg.polyline(
                Arrays.stream(said).map(x::at).toArray(),
                Arrays.stream(came).map(y::at).toArray(),
                "line network");
        for (Calibration.Bin bin : bins) {
            svg.dot(
                    x.at(bin.said()),
                    y.at(bin.came()),
                    3 + 4 * Math.sqrt((double) bin.signals() / network().signals()),
                    "network",
                    "%s signals: said %s, came %s"
                            .formatted(
                                    Numbers.count(bin.signals()),
                                    Numbers.percent(bin.said(), 2),
                                    Numbers.percent(bin.came(), 2)));
        }
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

    private static double[] zeroAnd(double[] values) {
        return DoubleStream.concat(DoubleStream.of(0), Arrays.stream(values)).toArray();
    }

    private static Scale axis(Svg svg, double[] values, int width, int height, int places) {
        return axis(svg, values, width, height, tick -> Numbers.plain(tick, places));
    }

    private static Scale percentAxis(Svg svg, double[] values, int width, int height) {
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

    private static void periodDates(Svg svg, List<Figures.Period> periods, Scale x, int y) {
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

    private static void dates(Svg svg, Scale x, int y) {
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
