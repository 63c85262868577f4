package io.fovea.cli.market;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Terminal;
import io.fovea.evaluation.report.HtmlReport;
import io.fovea.pipeline.PipelineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
     * @param folder where the page goes, as {@code PIPELINE-report.html}
     * @param total until now, the JVM's own start included
     */
    public void print(MarketReport report, PipelineSpec pipeline, Path folder, Duration total) {
        Path page = folder.resolve(report.pipeline() + "-report.html");
        write(page, report);
        if (json) {
            terminal.out().println(Json.pretty(MarketJson.of(report, total)));
            return;
        }
        new MarketText(terminal)
                .print(report, pipeline.market().orElseThrow().bars().period(), total);
        terminal.out().println("The evaluation with its plots: " + page);
    }

    private static void write(Path page, MarketReport report) {
        try {
            Files.writeString(page, HtmlReport.of(report.evaluation()));
        } catch (IOException e) {
            throw new CommandFailure("The report cannot be written to %s: %s.".formatted(page, e.getMessage()), e);
        }
    }
}
