package io.fovea.cli;

import io.fovea.cli.failure.Sentences;
import io.fovea.cli.platform.PlatformLauncher;
import io.fovea.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The command line as a whole; {@code apps/all-in-one} calls it from its main method. */
public final class FoveaCli {

    private static final int FAILURE = 1;
    private static final int USAGE = 2;

    private FoveaCli() {}

    /**
     * Runs one command.
     *
     * @return the exit status: 0, or 1 after a failure, or 2 when the arguments are wrong; each with a sentence on err
     */
    public static int run(String[] arguments, Terminal terminal, PlatformLauncher launcher) {
        return commandLine(terminal, launcher).execute(arguments);
    }

    /** The commands and their options, to be asked without running one. */
    public static CommandLine commandLine(Terminal terminal, PlatformLauncher launcher) {
        var context = new Context(terminal, launcher);
        var commandLine = new CommandLine(new FoveaCommand());
        Commands.all(context).forEach(commandLine::addSubcommand);
        commandLine
                .setOut(terminal.writer(terminal.out()))
                .setErr(terminal.writer(terminal.err()))
                .setUsageHelpWidth(Math.min(terminal.columns(), 110))
                .setUsageHelpLongOptionsMaxWidth(32)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(terminal)))
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    terminal.err().println("fovea: " + Sentences.of(failure));
                    return FAILURE;
                })
                .setParameterExceptionHandler((failure, wrong) -> wrongArguments(failure, terminal));
        return commandLine;
    }

    private static int wrongArguments(ParameterException failure, Terminal terminal) {
        String command = failure.getCommandLine().getCommandSpec().qualifiedName();
        String message = failure.getMessage().strip();
        terminal.err()
                .println("fovea: " + message + (message.endsWith(".") ? "" : ".") + " See ./" + command + " --help");
        return USAGE;
    }

    private static CommandLine.Help.Ansi ansi(Terminal terminal) {
        return switch (terminal.outInk()) {
            case COLOUR -> CommandLine.Help.Ansi.ON;
            case PLAIN -> CommandLine.Help.Ansi.OFF;
        };
    }
}
