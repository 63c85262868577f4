package io.fovea.cli;

import picocli.CommandLine.Option;

/** What every command has. */
final class CommonOptions {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(names = "--json", description = "Print JSON, and nothing else, to standard output.")
    private boolean json;

    boolean json() {
        return json;
    }
}
