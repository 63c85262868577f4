package io.fovea.cli;

import io.fovea.cli.client.Models;
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
        description =
                "Point an alias at a model version; 'live' is the one that answers, and predictors switch while they run.",
        footer = {"", "Example:", "  ./fovea promote digits 2 --reason \"better on sevens\""})
final class PromoteCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model's name.")
    private String model = "";

    @Parameters(index = "1", paramLabel = "VERSION", description = "The version, such as 2.")
    private String version = "";

    @Option(names = "--alias", defaultValue = ModelRegistry.LIVE, description = "The alias to move (${DEFAULT-VALUE}).")
    private String alias = ModelRegistry.LIVE;

    @Option(names = "--reason", defaultValue = "", description = "Why, for those who read the history.")
    private String reason = "";

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private CommonOptions options;

    PromoteCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (ModelRegistry registry = Models.open(connection.connect())) {
            ModelAlias moved = registry.move(model, alias, version, Mover.name(), reason);
            context.terminal().out().println(options.json() ? Json.line(Mover.asJson(moved)) : Mover.sentence(moved));
        }
        return 0;
    }
}
