package io.fovea.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "model",
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Look at networks and files of weights, classify photos with them, and export versions of the registry.",
        footer = {"", "Example:", "  ./fovea model summary lenet5"})
final class ModelCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions options;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Which command of 'model'? There are: summary, import, classify, export");
    }
}
