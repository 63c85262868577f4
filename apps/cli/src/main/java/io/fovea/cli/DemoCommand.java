package io.fovea.cli;

import io.fovea.cli.demo.DemoReport;
import io.fovea.cli.demo.DigitsDemo;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.platform.DataFolder;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "demo",
        description = {
            "Show everything once, in this process: Kafka, five services, real digits.",
            "Trains LeNet-5, answers 2,000 digits as they stream in, then learns new digits from 100 examples of each."
        },
        footer = {"", "Example:", "  ./fovea demo digits --json"})
final class DemoCommand implements Callable<Integer> {

    private static final String DIGITS = "digits";

    private final Context context;

    @Parameters(paramLabel = "DEMO", description = "Which; there is: digits.")
    private String demo = DIGITS;

    @Option(names = "--keep", description = "Leave it running after the summary, until Ctrl-C.")
    private boolean keep;

    @Option(
            names = "--data-dir",
            paramLabel = "FOLDER",
            defaultValue = ".fovea/demo-digits",
            description = "Where it keeps its data; emptied first (${DEFAULT-VALUE}).")
    private Path dataDir = Path.of(".fovea/demo-digits");

    @Mixin
    private CommonOptions options;

    DemoCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (!demo.equals(DIGITS)) {
            throw new CommandFailure("There is no demo '" + demo + "'; there is: digits.");
        }
        Path examples = examples();
        try (DataFolder folder = DataFolder.afresh(dataDir);
                var session = PlatformSession.start(context, folder)) {
            Duration start = ProcessTime.sinceStart();
            DemoReport report = new DigitsDemo(examples, session.connection(), context.terminal()).run();
            print(report, start, ProcessTime.sinceStart());
            if (keep) {
                sayWhereItRuns();
                session.platform().awaitStop();
            }
            report.runs().forEach(Completeness::check);
        }
        return 0;
    }

    private void print(DemoReport report, Duration start, Duration total) {
        Terminal terminal = context.terminal();
        if (options.json()) {
            terminal.out().println(Json.pretty(report.asJson(start, total)));
        } else {
            report.print(terminal, start, total);
        }
    }

    private void sayWhereItRuns() {
        context.terminal()
                .err()
                .println(
                        "\nIt goes on until Ctrl-C. In another terminal: ./fovea watch digits --from-beginning --data-dir "
                                + dataDir);
    }

    private static Path examples() {
        Path folder = Path.of(System.getProperty("fovea.home", "."), "examples", "digits");
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure("The digits are not in " + folder + ": run ./fovea from a whole checkout.");
        }
        return folder;
    }
}
