package io.fovea.cli;

import io.fovea.cli.client.Models;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Table;
import io.fovea.proto.model.v1.ModelAlias;
import io.fovea.registry.ModelRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "history",
        description = "Every move of a model's aliases: when, from which version to which, who moved it, and why.",
        footer = {"", "Example:", "  ./fovea models history digits --alias live"})
final class ModelsHistoryCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "MODEL", description = "The model's name.")
    private String model = "";

    @Option(names = "--alias", description = "Only the moves of this one.")
    private @Nullable String alias;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private CommonOptions options;

    ModelsHistoryCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (ModelRegistry registry = Models.open(connection.connect())) {
            Models.checkKnown(registry, model);
            List<ModelAlias> moves = registry.history(model).stream()
                    .filter(move -> alias == null || move.getAlias().equals(alias))
                    .toList();
            if (options.json()) {
                var rows = moves.stream().map(Mover::asJson).toList();
                context.terminal().out().println(Json.pretty(Map.of("moves", rows)));
            } else {
                print(moves);
            }
        }
        return 0;
    }

    private void print(List<ModelAlias> moves) {
        if (moves.isEmpty()) {
            context.terminal().out().println("No alias of " + model + " was ever moved: ./fovea promote does it.");
            return;
        }
        var table = new Table()
                .column("when")
                .column("alias")
                .number("from")
                .number("to")
                .number("share")
                .column("who")
                .column("why");
        moves.forEach(move -> table.row(
                LocalTimes.format(move.getMovedAtMillis()),
                move.getAlias(),
                move.getPreviousVersion().isEmpty() ? "-" : move.getPreviousVersion(),
                move.getVersion().isEmpty() ? "-" : move.getVersion(),
                move.getShare() > 0 ? Figures.percent(move.getShare()) : "-",
                move.getMovedBy(),
                move.getReason()));
        table.print(context.terminal());
    }
}
