package io.fovea.cli;

import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Table;
import io.fovea.proto.drift.v1.Drift;
import io.fovea.proto.drift.v1.DriftFigure;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Comparisons with the training set, for people and for programs. */
final class DriftView {

    private DriftView() {}

    /** A row for each comparison. */
    static Table ofExamples(List<Drift> newest) {
        var table = new Table()
                .column("version")
                .column("until")
                .number("examples")
                .number("largest index")
                .column("of")
                .number("classes")
                .number("discrepancy p")
                .column("drifted");
        newest.forEach(drift -> {
            DriftFigure largest = largest(drift);
            table.row(
                    drift.getModel() + "/" + drift.getModelVersion(),
                    LocalTimes.format(drift.getToMillis()),
                    Figures.count(drift.getExamples()),
                    Figures.metric(largest.getStability()),
                    largest.getName(),
                    Figures.metric(drift.getClassStability()),
                    Figures.metric(drift.getDiscrepancyPValue()),
                    drifted(drift));
        });
        return table;
    }

    /** A row for each comparison of periods, with the figure that is the least like the training set. */
    static Table ofPeriods(List<Drift> newest) {
        var table = new Table()
                .column("version")
                .column("until")
                .number("periods")
                .number("signals")
                .number("smallest p")
                .column("of")
                .column("drifted");
        newest.forEach(drift -> {
            DriftFigure strangest = drift.getFiguresList().stream()
                    .min(Comparator.comparingDouble(DriftFigure::getPValue))
                    .orElseThrow();
            table.row(
                    drift.getModel() + "/" + drift.getModelVersion(),
                    LocalTimes.format(drift.getToMillis()),
                    Figures.count(drift.getPeriods()),
                    Figures.count(drift.getExamples()),
                    Figures.metric(strangest.getPValue()),
                    strangest.getName(),
                    drifted(drift));
        });
        return table;
    }

    private static String drifted(Drift drift) {
        return drift.getDriftedCount() == 0 ? "-" : String.join(", ", drift.getDriftedList());
    }

    private static DriftFigure largest(Drift drift) {
        return drift.getFiguresList().stream()
                .max(Comparator.comparingDouble(DriftFigure::getStability))
                .orElseThrow();
    }

    static Map<String, Object> asJson(Drift drift) {
        Map<String, Object> row = Json.object();
        row.put("model", drift.getModel());
        row.put("version", drift.getModelVersion());
        row.put("examples", drift.getExamples());
        if (drift.getPeriods() > 0) {
            row.put("periods", drift.getPeriods());
        }
        row.put("from", Instant.ofEpochMilli(drift.getFromMillis()).toString());
        row.put("to", Instant.ofEpochMilli(drift.getToMillis()).toString());
        row.put("drifted", drift.getDriftedList());
        if (drift.getPeriods() == 0) {
            row.put("classStability", drift.getClassStability());
            row.put("discrepancy", drift.getDiscrepancy());
            row.put("discrepancyPValue", drift.getDiscrepancyPValue());
        }
        row.put(
                "figures",
                drift.getFiguresList().stream().map(DriftView::figureAsJson).toList());
        return row;
    }

    private static Map<String, Object> figureAsJson(DriftFigure figure) {
        Map<String, Object> row = Json.object();
        row.put("name", figure.getName());
        row.put("stability", figure.getStability());
        row.put("distance", figure.getDistance());
        row.put("pValue", figure.getPValue());
        return row;
    }
}
