package io.fovea.cli;

import io.fovea.cli.client.Models;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Table;
import io.fovea.proto.model.v1.ModelAlias;
import io.fovea.registry.ModelRegistry;
import io.fovea.registry.TrialSummary;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * A version on trial and the live one, side by side.
 *
 * @param live the alias, empty version where nothing is live
 */
record TrialTable(ModelAlias trial, ModelAlias live, TrialSummary summary) {

    /** @throws CommandFailure when the model has no version on trial under that alias */
    static TrialTable read(ModelRegistry registry, String model, String alias) {
        Models.checkKnown(registry, model);
        ModelAlias trial = registry.alias(model, alias).orElseThrow(() -> none(model, alias));
        TrialSummary summary = registry.trial(model, alias).orElseThrow(() -> none(model, alias));
        return new TrialTable(
                trial, registry.alias(model, ModelRegistry.LIVE).orElse(ModelAlias.getDefaultInstance()), summary);
    }

    private static CommandFailure none(String model, String alias) {
        return new CommandFailure("Model %s has no %s; ./fovea models %s %s VERSION --share 0.05 begins one."
                .formatted(model, alias, alias, model));
    }

    void print(Context context) {
        context.terminal()
                .out()
                .println("%s  %s is version %s beside live version %s, on %s of the keys, since %s%n"
                        .formatted(
                                trial.getModel(),
                                trial.getAlias(),
                                trial.getVersion(),
                                live.getVersion().isEmpty() ? "-" : live.getVersion(),
                                Figures.percent(trial.getShare()),
                                LocalTimes.format(trial.getSinceMillis())));
        Map<String, Double> figures = summary.figures();
        var table = new Table()
                .column("alias")
                .number("version")
                .number("answers")
                .number("agreement")
                .number("errors")
                .number("p50 ms")
                .number("p99 ms")
                .number("labelled")
                .number("accuracy");
        table.row(
                ModelRegistry.LIVE,
                live.getVersion().isEmpty() ? "-" : live.getVersion(),
                Figures.count(summary.answers()),
                "-",
                "-",
                millis(figures, "live_p50"),
                millis(figures, "live_p99"),
                Figures.count(summary.labelled()),
                metric(figures, "live_accuracy"));
        table.row(
                trial.getAlias(),
                trial.getVersion(),
                Figures.count(summary.answers()),
                metric(figures, "agreement"),
                Figures.count(summary.errors()),
                millis(figures, "p50"),
                millis(figures, "p99"),
                Figures.count(summary.labelled()),
                metric(figures, "accuracy"));
        table.print(context.terminal());
    }

    private static String metric(Map<String, Double> figures, String name) {
        Double figure = figures.get(name);
        return figure == null ? "-" : Figures.metric(figure);
    }

    private static String millis(Map<String, Double> figures, String name) {
        Double figure = figures.get(name);
        return figure == null ? "-" : String.format(Locale.ROOT, "%.2f", figure);
    }

    Map<String, Object> asJson() {
        Map<String, Object> object = Json.object();
        object.put("model", trial.getModel());
        object.put("alias", trial.getAlias());
        object.put("version", trial.getVersion());
        object.put("liveVersion", live.getVersion());
        object.put("share", trial.getShare());
        object.put("since", Instant.ofEpochMilli(trial.getSinceMillis()).toString());
        object.put("answers", summary.answers());
        object.put("errors", summary.errors());
        object.put("labelled", summary.labelled());
        object.put("figures", summary.figures());
        return object;
    }
}
