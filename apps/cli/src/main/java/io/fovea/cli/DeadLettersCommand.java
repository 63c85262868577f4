package io.fovea.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "dead-letters",
        synopsisSubcommandLabel = "COMMAND",
        description = "Look at the records that no service could process, and put them back.",
        footer = {"", "Example:", "  ./fovea dead-letters list digits"})
final class DeadLettersCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions options;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Which command of 'dead-letters'? There are: list, show, replay");
    }
}
