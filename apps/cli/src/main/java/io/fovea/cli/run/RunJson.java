package io.fovea.cli.run;

import io.fovea.cli.platform.Version;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A run's report as JSON: {@code accuracy} where there are classes, every other figure under {@code metrics}. */
public final class RunJson {

    private RunJson() {}

    public static Map<String, Object> of(RunReport report, Duration start, Duration total) {
        Map<String, Object> object = Json.object();
        object.put("pipeline", report.pipeline());
        object.put("pipelineVersion", report.pipelineVersion());
        object.put("foveaVersion", Version.current());
        object.put("seed", report.seed());
        object.put("model", report.model());
        object.put("modelVersion", report.modelVersion());
        object.put("promotion", report.promotion());
        object.put("accuracy", report.accuracy());
        object.put("accuracyOf", report.tested() ? "test" : "validation");
        Map<String, Object> metrics = figures(report);
        metrics.put("seconds", Figures.rounded(total));
        var steps = new LinkedHashMap<String, Duration>(Map.of("start", start));
        steps.putAll(report.steps());
        metrics.put("steps", seconds(steps));
        metrics.putAll(new TreeMap<>(report.metrics()));
        object.put("metrics", metrics);
        object.put("confusion", confusion(report));
        object.put("epochs", report.history().stream().map(TreeMap::new).toList());
        return object;
    }

    /** Records in and out. */
    public static Map<String, Object> figures(RunReport report) {
        Map<String, Object> figures = Json.object();
        figures.put("labelled", report.labelled());
        figures.put("ingested", report.ingested());
        figures.put("predicted", report.predicted());
        figures.put("duplicates", report.duplicates());
        figures.put("deadLetters", report.deadLetters());
        return figures;
    }

    /** Seconds by step. */
    public static Map<String, Double> seconds(Map<String, Duration> steps) {
        var seconds = new LinkedHashMap<String, Double>();
        steps.forEach((step, time) -> seconds.put(step, Figures.rounded(time)));
        return seconds;
    }

    /** Actual classes by row, answered ones by column. */
    public static Map<String, Object> confusion(RunReport report) {
        Map<String, Object> object = Json.object();
        object.put("labels", report.confusion().labels());
        object.put("counts", report.confusion().counts());
        return object;
    }
}
