package io.fovea.cli;

import io.fovea.cli.client.Models;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Table;
import io.fovea.proto.model.v1.ModelAlias;
import io.fovea.proto.model.v1.ModelEngine;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.ModelRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "models",
        description = "List the model versions, their figures, and the aliases that point at them.",
        footer = {"", "Examples:", "  ./fovea models digits", "  ./fovea models history digits"})
final class ModelsCommand implements Callable<Integer> {

    private static final String PREDICTOR = "predictor";

    private static final List<String> METRICS =
            List.of("val_accuracy", "val_loss", "test_accuracy", "test_ic", "test_ic_t");

    private final Context context;

    @Parameters(paramLabel = "MODEL", arity = "0..1", description = "Only this one.")
    private @Nullable String model;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private CommonOptions options;

    ModelsCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (ModelRegistry registry = Models.open(connection.connect())) {
            List<ModelVersion> versions = registry.versions().stream()
                    .filter(version -> model == null || version.getModel().equals(model))
                    .toList();
            List<ModelAlias> aliases = registry.aliases();
            if (options.json()) {
                var rows = versions.stream()
                        .map(version -> asJson(version, aliases, registry.engine(version, PREDICTOR)))
                        .toList();
                context.terminal().out().println(Json.pretty(Map.of("models", rows)));
            } else {
                print(versions, aliases, registry);
            }
        }
        return 0;
    }

    private void print(List<ModelVersion> versions, List<ModelAlias> aliases, ModelRegistry registry) {
        if (versions.isEmpty()) {
            String what = model == null ? "There are no model versions yet" : "There is no model '" + model + "' yet";
            context.terminal().out().println(what + ": ./fovea train PIPELINE makes one.");
            return;
        }
        List<String> metrics = shownMetrics(versions);
        var table = new Table().column("model").number("version").column("alias");
        metrics.forEach(table::number);
        table.column("made").column("by pipeline").column("takes").column("runs on");
        versions.forEach(version -> {
            List<String> cells = new ArrayList<>(
                    List.of(version.getModel(), version.getVersion(), String.join(" ", aliasesOf(version, aliases))));
            metrics.forEach(name -> cells.add(metric(version, name)));
            cells.addAll(List.of(
                    LocalTimes.format(version.getCreatedAtMillis()),
                    version.getPipeline(),
                    takes(version),
                    registry.engine(version, PREDICTOR)
                            .map(chosen -> chosen.getEngine() + ": " + chosen.getReason())
                            .orElse("-")));
            table.row(cells.toArray());
        });
        table.print(context.terminal());
    }

    /** Those of images, of markets or both, as versions have them. */
    private static List<String> shownMetrics(List<ModelVersion> versions) {
        return METRICS.stream()
                .filter(name -> versions.stream().anyMatch(version -> version.containsMetrics(name)))
                .toList();
    }

    /** The head of a network on another's features, or a network on what comes in. */
    private static String takes(ModelVersion version) {
        return version.getBackbone().isEmpty() ? "input" : "features of " + version.getBackbone();
    }

    private static String metric(ModelVersion version, String name) {
        Double value = version.getMetricsMap().get(name);
        return value == null ? "-" : Figures.metric(value);
    }

    private static List<String> aliasesOf(ModelVersion version, List<ModelAlias> aliases) {
        return aliases.stream()
                .filter(alias -> alias.getModel().equals(version.getModel())
                        && alias.getVersion().equals(version.getVersion()))
                .map(ModelAlias::getAlias)
                .toList();
    }

    private static Map<String, Object> asJson(
            ModelVersion version, List<ModelAlias> aliases, Optional<ModelEngine> engine) {
        Map<String, Object> row = Json.object();
        row.put("model", version.getModel());
        row.put("version", version.getVersion());
        row.put("aliases", aliasesOf(version, aliases));
        row.put("metrics", new TreeMap<>(version.getMetricsMap()));
        row.put("createdAt", Instant.ofEpochMilli(version.getCreatedAtMillis()).toString());
        row.put("pipeline", version.getPipeline());
        row.put("pipelineVersion", version.getPipelineVersion());
        row.put("takes", takes(version));
        row.put("job", version.getJobId());
        engine.ifPresent(chosen -> {
            row.put("engine", chosen.getEngine());
            row.put("engineReason", chosen.getReason());
        });
        return row;
    }
}
