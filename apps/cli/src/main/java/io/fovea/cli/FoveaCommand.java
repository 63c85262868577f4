package io.fovea.cli;

import io.fovea.cli.platform.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The root: without a command it shows the help. */
@Command(
        name = "fovea",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Train and serve convolutional networks on event streams.",
        subcommands = HelpCommand.class,
        footer = {
            "",
            "Examples:",
            "  ./fovea demo digits                  everything once, on real digits",
            "  ./fovea up                           all services, until Ctrl-C",
            "  ./fovea apply digits.yaml            a pipeline, while they run",
            "",
            "./fovea build builds it again after a change of the sources."
        })
final class FoveaCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut(), CommandLine.Help.Ansi.AUTO);
    }
}
