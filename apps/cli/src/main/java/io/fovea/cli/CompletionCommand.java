package io.fovea.cli;

import io.fovea.cli.terminal.Json;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = "Print a script that completes fovea's commands and options in bash and zsh.",
        footer = {"", "Example:", "  source <(./fovea completion)"})
final class CompletionCommand implements Callable<Integer> {

    private final Context context;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions options;

    CompletionCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        String script = AutoComplete.bash("fovea", spec.root().commandLine());
        context.terminal()
                .out()
                .println(options.json() ? Json.pretty(Map.of("shell", "bash", "script", script)) : script);
        return 0;
    }
}
