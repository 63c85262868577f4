package io.fovea.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "dataset",
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Data sets before they are taken in: what is in one, house numbers made of digits, and those that are published.",
        footer = {"", "Example:", "  ./fovea dataset info examples/digits"})
final class DatasetCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions options;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command of 'dataset'? There are: info, compose, get");
    }
}
