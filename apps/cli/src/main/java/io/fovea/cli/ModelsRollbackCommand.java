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
        name = "rollback",
        description = {
            "Point an alias back at the version that it pointed at before; predictions switch while they run.",
            "A second rollback undoes the first."
        },
        footer = {"", "Example:", "  ./fovea models rollback digits --reason \"more sevens wrong\""})
final class ModelsRollbackCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "MODEL", description = "The model's name.")
    private String model = "";

    @Option(names = "--alias", defaultValue = ModelRegistry.LIVE, description = "The alias to move (${DEFAULT-VALUE}).")
    private String alias = ModelRegistry.LIVE;

    @Option(names = "--reason", defaultValue = "rollback", description = "Why, for those who read the history.")
    private String reason = "";

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private CommonOptions options;

    ModelsRollbackCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (ModelRegistry registry = Models.open(connection.connect())) {
            Models.checkKnown(registry, model);
            String before = registry.alias(model, alias)
                    .map(ModelAlias::getPreviousVersion)
                    .filter(version -> !version.isEmpty())
                    .orElseThrow(() -> new CommandFailure(
                            "Alias %s of %s pointed at no other version before; ./fovea models history %s shows its moves."
                                    .formatted(alias, model, model)));
            ModelAlias moved = registry.move(model, alias, before, Mover.name(), reason);
            context.terminal().out().println(options.json() ? Json.line(Mover.asJson(moved)) : Mover.sentence(moved));
        }
        return 0;
    }
}
