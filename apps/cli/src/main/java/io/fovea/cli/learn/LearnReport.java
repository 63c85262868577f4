package io.fovea.cli.learn;

import io.fovea.cli.run.RunJson;
import io.fovea.cli.run.RunReport;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Table;
import io.fovea.cli.terminal.Terminal;
import io.fovea.evaluation.statistics.WilsonInterval;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was learned, and how far to trust it.
 *
 * @param baselines accuracy of plain learners on the same held-out images
 * @param file the pipeline file that was written
 */
public record LearnReport(RunReport run, Map<String, Double> baselines, Path file) {

    /** The held-out images' accuracies, the head's first, with what chance alone leaves open. */
    public void print(Terminal terminal) {
        var table = new Table().column("learner").number("accuracy").number("95 % between");
        accuracies().forEach((learner, accuracy) -> {
            WilsonInterval interval = interval(accuracy);
            table.row(
                    learner.replace('_', ' '),
                    Figures.metric(accuracy),
                    Figures.metric(interval.low()) + " and " + Figures.metric(interval.high()));
        });
        terminal.out().println("\nOn %s that were held out:\n".formatted(Figures.count(run.ingested(), "image")));
        table.lines(terminal.outInk(), terminal.glyphs())
                .forEach(line -> terminal.out().println("  " + line));
        terminal.out().println("\nThe pipeline is in " + file + ".");
    }

    /** As {@code fovea run --json}, with the interval and the baselines. */
    public Map<String, Object> json(Duration start, Duration total) {
        Map<String, Object> json = RunJson.of(run, start, total);
        json.put("accuracy95", interval(run.accuracy()));
        Map<String, Object> beside = Json.object();
        baselines.forEach((learner, accuracy) -> {
            Map<String, Object> figures = Json.object();
            figures.put("accuracy", accuracy);
            figures.put("accuracy95", interval(accuracy));
            beside.put(learner, figures);
        });
        json.put("baselines", beside);
        json.put("pipelineFile", file.toString());
        return json;
    }

    private Map<String, Double> accuracies() {
        Map<String, Double> accuracies = new LinkedHashMap<>();
        accuracies.put("the head", run.accuracy());
        accuracies.putAll(baselines);
        return accuracies;
    }

    private WilsonInterval interval(double accuracy) {
        return WilsonInterval.of(Math.round(accuracy * run.ingested()), run.ingested());
    }
}
