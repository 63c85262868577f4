package io.fovea.cli;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.terminal.RecordingTerminal;
import picocli.CommandLine;

/** The command line as a test calls it: it starts no platform. */
final class CommandLines {

    private CommandLines() {}

    static CommandLine on(RecordingTerminal terminal) {
        return FoveaCli.commandLine(terminal.terminal(), options -> {
            throw new CommandFailure("This test starts no platform.");
        });
    }
}
