package io.fovea.evaluation.report;

import io.fovea.evaluation.report.EvaluationReport.FoldReport;
import io.fovea.evaluation.report.EvaluationReport.Learned;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the folds were, and how their networks learned. */
final class FoldPlots {
    private final EvaluationReport report;

    FoldPlots(EvaluationReport report) {
        this.report = report;
    }

    /** Each fold a row: what trained it, what was left out, what tested it. */
    String timeline() {
        List<FoldReport> folds = report.folds();
        int row = folds.size() > 20 ? 8 : 16;
        Svg svg = new Svg(
                Axes.WIDE, Axes.TOP + folds.size() * row + Axes.BOTTOM, "Folds in time: training and test windows");
        double[] times = folds.stream()
                .flatMapToDouble(fold -> DoubleStream.of(fold.trainFromMillis(), fold.testToMillis()))
                .toArray();
        Scale x = Scale.of(times, Axes.LEFT, Axes.WIDE - Axes.RIGHT);
        Axes.dates(svg, x, Axes.TOP + folds.size() * row);
        for (FoldReport fold : folds) {
            double y = Axes.TOP + (fold.number() - 1) * row;
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
                svg.text(Axes.LEFT - 8, y + row - 5, "end", "tick", Integer.toString(fold.number()));
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

    /**
     * Losses of each fold's trial by epoch, and what was chosen; on the same axes for the network and its control.
     *
     * @param control of the networks on shuffled labels rather than the real ones
     */
    String learningCurves(boolean control) {
        Svg svg = new Svg(
                Axes.HALF,
                260,
                "Loss by epoch of each fold" + (control ? ", shuffled labels" : "") + ", and the epoch chosen");
        List<Learned> both = Stream.concat(learned(false), learned(true)).toList();
        double[] all = both.stream()
                .flatMap(fold -> Stream.concat(fold.loss().stream(), fold.validationLoss().stream()))
                .mapToDouble(Double::doubleValue)
                .toArray();
        Scale y = Axes.axis(svg, trimmed(all), Axes.HALF, 260, 4);
        int epochs = both.stream().mapToInt(fold -> fold.loss().size()).max().orElse(1);
        Scale x = new Scale(0.5, epochs + 0.5, Axes.LEFT, Axes.HALF - Axes.RIGHT);
        for (double tick : x.ticks(6)) {
            if (tick >= 1 && tick == Math.rint(tick)) {
                svg.text(x.at(tick), 260 - 10, "middle", "tick", "epoch " + (int) tick);
            }
        }
        learned(control).forEach(fold -> curves(svg, x, y, fold, control ? "control" : "network"));
        return svg.toString();
    }

    private Stream<Learned> learned(boolean control) {
        return control
                ? report.folds().stream().flatMap(fold -> fold.control().stream())
                : report.folds().stream().map(FoldReport::network);
    }

    private static void curves(Svg svg, Scale x, Scale y, Learned fold, String style) {
        curve(svg, x, y, fold.loss(), "line thin train-loss");
        curve(svg, x, y, fold.validationLoss(), "line thin " + style);
        List<Double> chosenFrom = fold.validationLoss().isEmpty() ? fold.loss() : fold.validationLoss();
        if (fold.epochs() >= 1 && fold.epochs() <= chosenFrom.size()) {
            svg.dot(
                    x.at(fold.epochs()),
                    clip(y, chosenFrom.get(fold.epochs() - 1)),
                    3,
                    style,
                    "%d epochs chosen".formatted(fold.epochs()));
        }
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
}
