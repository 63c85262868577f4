package io.fovea.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "weights",
        synopsisSubcommandLabel = "COMMAND",
        description = "Fetch weights that are published.",
        footer = {"", "Example:", "  ./fovea weights get mobilenetv2"})
final class WeightsCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions options;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command of 'weights'? There is: get");
    }
}
