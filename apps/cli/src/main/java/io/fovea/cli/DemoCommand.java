package io.fovea.cli;

import io.fovea.cli.demo.DemoReport;
import io.fovea.cli.demo.DigitsDemo;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.market.MarketOutput;
import io.fovea.cli.market.MarketRun;
import io.fovea.cli.platform.DataFolder;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Paragraph;
import io.fovea.cli.terminal.Progress;
import io.fovea.cli.terminal.Terminal;
import io.fovea.pipeline.PipelineSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "demo",
        description = {
            "Show everything once, in this process: Kafka, five services, real data.",
            "digits: trains LeNet-5, answers 2,000 digits as they stream in, then learns new digits from 100 examples of each.",
            "market: ten years of five stocks' monthly prices, from bars to signals, judged fold by fold."
        },
        footer = {"", "Examples:", "  ./fovea demo digits --json", "  ./fovea demo market"})
final class DemoCommand implements Callable<Integer> {

    private static final String DIGITS = "digits";
    private static final String MARKET = "market";

    private static final String FIVE_SYMBOLS = """
            Five symbols prove nothing: a correlation of five numbers is mostly chance, and these five are remembered because they did well.
            The demo shows the way from bars to signals. What a judgement looks like on some thousand instruments is in docs/EXPERIMENTS.md.""";

    private final Context context;

    @Parameters(paramLabel = "DEMO", description = "Which: digits or market.")
    private String demo = DIGITS;

    @Option(names = "--keep", description = "Leave it running after the summary, until Ctrl-C.")
    private boolean keep;

    @Option(
            names = "--data-dir",
            paramLabel = "FOLDER",
            description = "Where it keeps its data; emptied first (.fovea/demo-NAME).")
    private @Nullable Path dataDir;

    @Mixin
    private CommonOptions options;

    DemoCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (demo.equals(MARKET)) {
            return market(examples("market", "prices"));
        }
        if (!demo.equals(DIGITS)) {
            throw new CommandFailure("There is no demo '" + demo + "'; there are: digits, market.");
        }
        Path examples = examples(DIGITS, "digits");
        try (DataFolder folder = DataFolder.afresh(dataFolder());
                var session = PlatformSession.start(context, folder)) {
            Duration start = ProcessTime.sinceStart();
            DemoReport report = new DigitsDemo(examples, session.connection(), context.terminal()).run();
            print(report, start, ProcessTime.sinceStart());
            if (keep) {
                sayWhereItRuns(DIGITS + " --from-beginning");
                session.platform().awaitStop();
            }
            report.runs().forEach(Completeness::check);
        }
        return 0;
    }

    private Integer market(Path examples) {
        PipelineSpec pipeline = PipelineSpec.read(examples.resolve("stocks.yaml"));
        try (DataFolder folder = DataFolder.afresh(dataFolder());
                var session = PlatformSession.start(context, folder)) {
            var run = new MarketRun(
                    session.connection(),
                    pipeline,
                    List.of(examples.resolve("stocks.csv")),
                    new Progress(context.terminal()));
            new MarketOutput(context.terminal(), options.json())
                    .print(run.run(), pipeline, folder.path(), ProcessTime.sinceStart());
            if (!options.json()) {
                Paragraph.print("\n" + FIVE_SYMBOLS, context.terminal());
            }
            if (keep) {
                sayWhereItRuns(pipeline.name());
                session.platform().awaitStop();
            }
        }
        return 0;
    }

    private Path dataFolder() {
        return dataDir == null ? Path.of(".fovea", "demo-" + demo) : dataDir;
    }

    private void print(DemoReport report, Duration start, Duration total) {
        Terminal terminal = context.terminal();
        if (options.json()) {
            terminal.out().println(Json.pretty(report.asJson(start, total)));
        } else {
            report.print(terminal, start, total);
        }
    }

    private void sayWhereItRuns(String watched) {
        context.terminal()
                .err()
                .println("\nIt goes on until Ctrl-C. In another terminal: ./fovea watch %s --data-dir %s"
                        .formatted(watched, dataFolder()));
    }

    private static Path examples(String name, String what) {
        Path folder = Path.of(System.getProperty("fovea.home", "."), "examples", name);
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(
                    "The %s are not in %s: run ./fovea from a whole checkout.".formatted(what, folder));
        }
        return folder;
    }
}
