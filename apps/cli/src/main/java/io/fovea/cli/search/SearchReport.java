package io.fovea.cli.search;

import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Table;
import io.fovea.cli.terminal.Terminal;
import io.fovea.cnn.search.SearchResult;
import io.fovea.cnn.search.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a search found: a table for people, or JSON. */
public record SearchReport(SearchPlan plan, SearchResult result) {

    /** A line for each trial, those that were trained longest first, and of them the best first. */
    public void print(Terminal terminal) {
        Table table = new Table().number("trial");
        plan.variations().forEach(variation -> table.number(heading(variation.key())));
        table.number(plan.monitor()).number("epochs").column("");
        for (TrialResult trial : result.ranked()) {
            List<Object> row = new ArrayList<>(List.of(trial.trial().number()));
            row.addAll(plan.values(trial.trial()).values());
            row.add(Double.isFinite(trial.score()) ? Figures.metric(trial.score()) : "-");
            row.add(trial.epochs());
            row.add(end(trial));
            table.row(row.toArray());
        }
        table.print(terminal);
        terminal.out().println();
        plan.values(result.best().trial())
                .forEach((key, value) -> terminal.out().println("best  " + key + ": " + value));
    }

    /** A score that is no number is null. */
    public Map<String, Object> json() {
        Map<String, Object> json = Json.object();
        json.put("pipeline", plan.pipeline().name());
        json.put("monitor", plan.monitor());
        json.put("seed", plan.search().seed());
        json.put("best", json(result.best()));
        json.put("trials", result.ranked().stream().map(this::json).toList());
        return json;
    }

    private Map<String, Object> json(TrialResult trial) {
        Map<String, Object> json = Json.object();
        json.put("trial", trial.trial().number());
        json.put("values", plan.values(trial.trial()));
        json.put("score", Double.isFinite(trial.score()) ? trial.score() : null);
        json.put("epochs", trial.epochs());
        json.put("stoppedEarly", stoppedEarly(trial));
        return json;
    }

    private String end(TrialResult trial) {
        if (Double.isNaN(trial.score())) {
            return "loss is no number";
        }
        return stoppedEarly(trial) ? "stopped early" : "";
    }

    private boolean stoppedEarly(TrialResult trial) {
        return Double.isNaN(trial.score()) || trial.epochs() < plan.mostEpochs();
    }

    /** The last part of a key that says enough where no other ends so. */
    private String heading(String key) {
        String last = key.substring(key.lastIndexOf('.') + 1);
        long alike = plan.variations().stream()
                .filter(other -> other.key().endsWith("." + last))
                .count();
        return alike > 1 ? key : last;
    }
}
