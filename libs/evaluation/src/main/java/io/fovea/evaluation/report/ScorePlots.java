package io.fovea.evaluation.report;

import io.fovea.evaluation.figures.Calibration;
import io.fovea.evaluation.figures.Figures;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** What scores were followed by. */
final class ScorePlots {
    private final EvaluationReport report;

    ScorePlots(EvaluationReport report) {
        this.report = report;
    }

    /** What each quantile earned, the control beside the network. */
    String quantiles() {
        Svg svg = new Svg(Axes.HALF, 260, "Mean return of each quantile, network and control");
        List<String> names = Stream.of(EvaluationReport.NETWORK, EvaluationReport.CONTROL)
                .filter(report.figures()::containsKey)
                .toList();
        double[] all = Axes.zeroAnd(names.stream()
                .flatMap(name -> report.figures().get(name).quantiles().returns().stream())
                .mapToDouble(Double::doubleValue)
                .toArray());
        Scale y = Axes.percentAxis(svg, all, Axes.HALF, 260);
        int parts = report.plan().quantiles();
        double group = (Axes.HALF - Axes.LEFT - Axes.RIGHT) / (double) parts;
        double width = group * 0.7 / names.size();
        for (int part = 0; part < parts; part++) {
            for (int i = 0; i < names.size(); i++) {
                double value =
                        report.figures().get(names.get(i)).quantiles().returns().get(part);
                double x = Axes.LEFT + part * group + group * 0.15 + i * width;
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
            svg.text(Axes.LEFT + part * group + group / 2, 260 - 10, "middle", "tick", label(part, parts));
        }
        return svg.toString();
    }

    private static String label(int part, int parts) {
        if (part == 0) {
            return "1 lowest";
        }
        return part == parts - 1 ? parts + " highest" : Integer.toString(part + 1);
    }

    /** What was said against what came. */
    String calibration() {
        Svg svg = new Svg(Axes.HALF, 260, "Calibration: what was predicted against what came");
        List<Calibration.Bin> bins = network().calibration().bins();
        double[] said = bins.stream().mapToDouble(Calibration.Bin::said).toArray();
        double[] came = bins.stream().mapToDouble(Calibration.Bin::came).toArray();
        Scale x = Scale.of(said, Axes.LEFT, Axes.HALF - Axes.RIGHT);
        Scale y = Axes.percentAxis(
                svg,
                DoubleStream.concat(Arrays.stream(said), Arrays.stream(came)).toArray(),
                Axes.HALF,
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
}
