package io.fovea.cli;

import io.fovea.cli.client.Connection;
import io.fovea.cli.client.Evaluations;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.run.EvaluationText;
import io.fovea.evaluation.report.EvaluationReport;
import io.fovea.evaluation.report.HtmlReport;
import io.fovea.evaluation.report.ReportJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "report",
        description = {
            "Write how a market pipeline's network was judged as one HTML page, and say it in short.",
            "The page needs no network: tables and plots of every fold, the control with shuffled labels beside the real one."
        },
        footer = {"", "Example:", "  ./fovea report monthly-direction --out monthly-direction.html"})
final class ReportCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "PIPELINE", description = "A pipeline on bars that was trained.")
    private String pipeline = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write the page (PIPELINE-report.html); with --json only where it is given.")
    private @Nullable Path out;

    @Option(
            names = "--signals",
            paramLabel = "FILE",
            description = {
                "Write a CSV file too of what each fold's own network said of its test windows:",
                "signals of the past that had not seen it, unlike a backfill's."
            })
    private @Nullable Path signals;

    @Option(names = "--model-version", paramLabel = "VERSION", description = "Of this model version (the newest).")
    private @Nullable String version;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private CommonOptions options;

    ReportCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Connection platform = connection.connect();
        EvaluationReport report = Evaluations.read(platform, pipeline, Optional.ofNullable(version));
        if (signals != null) {
            write(signals, Evaluations.signals(platform, report));
        }
        Path file = out == null ? Path.of(pipeline + "-report.html") : out;
        if (options.json()) {
            context.terminal().out().println(new String(ReportJson.write(report), StandardCharsets.UTF_8));
            if (out != null) {
                write(file, report);
            }
            return 0;
        }
        write(file, report);
        new EvaluationText(context.terminal()).print(report);
        context.terminal().out().println("\nThe whole of it, with plots, is in " + file + ".");
        return 0;
    }

    private void write(Path file, Optional<Path> kept) {
        Path csv = kept.orElseThrow(() -> new CommandFailure(
                "The evaluation of pipeline '%s' kept no signals: train it again.".formatted(pipeline)));
        try {
            Files.copy(csv, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CommandFailure("The signals cannot be written to %s: %s.".formatted(file, e.getMessage()), e);
        }
    }

    private static void write(Path file, EvaluationReport report) {
        try {
            Files.writeString(file, HtmlReport.of(report));
        } catch (IOException e) {
            throw new CommandFailure("The report cannot be written to %s: %s.".formatted(file, e.getMessage()), e);
        }
    }
}
