package io.fovea.cli;

import io.fovea.cli.client.Models;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.terminal.Json;
import io.fovea.proto.model.v1.ModelAlias;
import io.fovea.registry.ModelRegistry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code models canary} and {@code models shadow} have in common: a trial begins, changes its share, ends, or is shown. */
final class TrialOptions {

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model's name.")
    private String model = "";

    @Parameters(
            index = "1",
            paramLabel = "VERSION",
            arity = "0..1",
            description = "The version that the trial begins with; left out, how the present one does is shown.")
    private @Nullable String version;

    @Option(
            names = "--share",
            paramLabel = "SHARE",
            description =
                    "Share of the keys, from 0 to 1; a higher one only adds keys. 0: only records that ask by their header.")
    private @Nullable Double share;

    @Option(names = "--end", description = "The trial is over; live is what it was.")
    private boolean end;

    @Option(names = "--reason", defaultValue = "", description = "Why, for those who read the history.")
    private String reason = "";

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private CommonOptions options;

    /** @param usualShare where none is asked for */
    int call(Context context, String alias, double usualShare) {
        try (ModelRegistry registry = Models.open(connection.connect())) {
            Models.checkKnown(registry, model);
            if (end) {
                end(registry, context, alias);
            } else if (version == null && share == null) {
                show(TrialTable.read(registry, model, alias), context);
            } else {
                begin(registry, context, alias, usualShare);
            }
        }
        return 0;
    }

    private void end(ModelRegistry registry, Context context, String alias) {
        if (version != null || share != null) {
            throw new CommandFailure("--end takes neither a version nor --share.");
        }
        ModelAlias ended = registry.end(model, alias, Mover.name(), reason)
                .orElseThrow(() -> new CommandFailure("Model %s has no %s to end.".formatted(model, alias)));
        tell(ended, context, Mover.sentence(ended));
    }

    private void begin(ModelRegistry registry, Context context, String alias, double usualShare) {
        ModelAlias present = registry.alias(model, alias).orElse(ModelAlias.getDefaultInstance());
        String tried = version == null ? present.getVersion() : version;
        if (tried.isEmpty()) {
            throw new CommandFailure(
                    "Model %s has no %s whose share could change: name a version.".formatted(model, alias));
        }
        double keys = share == null ? usualShare : share;
        ModelAlias moved = registry.move(model, alias, tried, keys, Mover.name(), reason);
        tell(moved, context, Mover.sentence(moved));
    }

    private void tell(ModelAlias moved, Context context, String sentence) {
        context.terminal().out().println(options.json() ? Json.line(Mover.asJson(moved)) : sentence);
    }

    private void show(TrialTable table, Context context) {
        if (options.json()) {
            context.terminal().out().println(Json.pretty(table.asJson()));
        } else {
            table.print(context);
        }
    }
}
