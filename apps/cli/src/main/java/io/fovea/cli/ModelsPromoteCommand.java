package io.fovea.cli;

import io.fovea.cli.client.Models;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.terminal.Json;
import io.fovea.proto.model.v1.ModelAlias;
import io.fovea.registry.ModelRegistry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "promote",
        description = "Make the version that is on trial the live one, and end the trial.",
        footer = {"", "Example:", "  ./fovea models promote digits --from canary"})
final class ModelsPromoteCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "MODEL", description = "The model's name.")
    private String model = "";

    @Option(
            names = "--from",
            defaultValue = ModelRegistry.CANARY,
            description = "Where it is on trial: canary or shadow (${DEFAULT-VALUE}).")
    private String from = ModelRegistry.CANARY;

    @Option(names = "--reason", defaultValue = "", description = "Why, for those who read the history.")
    private String reason = "";

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private CommonOptions options;

    ModelsPromoteCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (ModelRegistry registry = Models.open(connection.connect())) {
            Models.checkKnown(registry, model);
            String why = reason.isEmpty() ? "promoted from " + from : reason;
            ModelAlias moved = registry.promote(model, from, Mover.name(), why)
                    .orElseThrow(() ->
                            new CommandFailure("Model %s has no %s to promote; ./fovea models %s shows its versions."
                                    .formatted(model, from, model)));
            context.terminal().out().println(options.json() ? Json.line(Mover.asJson(moved)) : Mover.sentence(moved));
        }
        return 0;
    }
}
