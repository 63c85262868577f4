package io.fovea.cli.market;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Paragraph;
import io.fovea.cli.terminal.Terminal;
import io.fovea.evaluation.report.HtmlReport;
import io.fovea.pipeline.PipelineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** Writes what a run of a market pipeline came to: a page into a folder, and a text or JSON to standard output. */
public final class MarketOutput {
    private final Terminal terminal;
    private final boolean json;

    public MarketOutput(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    /**
     * Writes both.
     *
     * @param folder where the page goes, as {@code PIPELINE-report.html}, and the signals of the folds, as {@code PIPELINE-signals.csv}
     * @param total until now, the JVM's own start included
     */
    public void print(MarketReport report, PipelineSpec pipeline, Path folder, Duration total) {
        Path page = folder.resolve(report.pipeline() + "-report.html");
        Path signals = folder.resolve(report.pipeline() + "-signals.csv");
        write(page, report);
        report.walkForward().ifPresent(kept -> copy(kept, signals));
        if (json) {
            terminal.out().println(Json.pretty(MarketJson.of(report, total)));
            return;
        }
        new MarketText(terminal)
                .print(report, pipeline.market().orElseThrow().bars().period(), total);
        Paragraph.print("The evaluation with its plots: " + page, terminal);
        report.walkForward()
                .ifPresent(kept -> Paragraph.print(
                        "What each fold's own network said of its test, to try a strategy on: " + signals, terminal));
    }

    private static void copy(Path kept, Path signals) {
        try {
            Files.copy(kept, signals, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CommandFailure("The signals cannot be written to %s: %s.".formatted(signals, e.getMessage()), e);
        }
    }

    private static void write(Path page, MarketReport report) {
        try {
            Files.writeString(page, HtmlReport.of(report.evaluation()));
        } catch (IOException e) {
            throw new CommandFailure("The report cannot be written to %s: %s.".formatted(page, e.getMessage()), e);
        }
    }
}
