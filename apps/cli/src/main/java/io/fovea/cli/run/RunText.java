package io.fovea.cli.run;

import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Glyphs;
import io.fovea.cli.terminal.Ink;
import io.fovea.cli.terminal.Table;
import io.fovea.cli.terminal.Terminal;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A run's report as a person likes to read it. */
public final class RunText {

    private static final int BAR_WIDTH = 30;

    private final Terminal terminal;

    public RunText(Terminal terminal) {
        this.terminal = terminal;
    }

    /** All of one run. */
    public void print(RunReport report, Duration total) {
        headline(report);
        confusion(report);
        terminal.out().println();
        records(List.of(report));
        terminal.out().println();
        times(report.steps(), total);
    }

    /** The accuracy, in a sentence. */
    public void headline(RunReport report) {
        Ink ink = terminal.outInk();
        String on = report.tested()
                ? "on " + Figures.count(report.ingested(), "image") + " that it had not seen"
                : "on the validation split; the data has no test split";
        terminal.out().println();
        terminal.out()
                .println("%s  accuracy %s %s, by %s/%s"
                        .formatted(
                                ink.bold(report.pipeline()),
                                ink.bold(Figures.metric(report.accuracy())),
                                on,
                                report.model(),
                                report.modelVersion()));
    }

    /** Actual against answered, where anything was answered. */
    public void confusion(RunReport report) {
        if (report.predicted() == 0) {
            return;
        }
        PrintStream out = terminal.out();
        out.println();
        report.confusion().lines(terminal.outInk(), terminal.glyphs()).forEach(line -> out.println("  " + line));
    }

    /** Records in and out, a run a row. */
    public void records(List<RunReport> reports) {
        var table = new Table()
                .column("pipeline")
                .number("labelled in")
                .number("unlabelled in")
                .number("predictions out")
                .number("twice")
                .number("dead letters")
                .number("accuracy");
        reports.forEach(report -> table.row(
                report.pipeline(),
                Figures.count(report.labelled()),
                Figures.count(report.ingested()),
                Figures.count(report.predicted()),
                Figures.count(report.duplicates()),
                Figures.count(report.deadLetters()),
                Double.isNaN(report.accuracy()) ? "-" : Figures.metric(report.accuracy())));
        table.lines(terminal.outInk(), terminal.glyphs())
                .forEach(line -> terminal.out().println("  " + line));
    }

    /** Where the time went, with a bar for each step. */
    public void times(Map<String, Duration> steps, Duration total) {
        Glyphs glyphs = terminal.glyphs();
        int width = steps.keySet().stream().mapToInt(String::length).max().orElse(0);
        long longest =
                steps.values().stream().mapToLong(Duration::toNanos).max().orElse(1);
        steps.forEach((step, time) -> {
            int cells = (int) Math.round((double) BAR_WIDTH * time.toNanos() / Math.max(1, longest));
            terminal.out()
                    .println("  %s  %10s  %s"
                            .formatted(
                                    step + " ".repeat(width - step.length()),
                                    Figures.seconds(time),
                                    terminal.outInk().cyan(glyphs.barDone().repeat(cells))));
        });
        terminal.out()
                .println("  %s  %10s"
                        .formatted(
                                terminal.outInk().bold("total" + " ".repeat(Math.max(0, width - 5))),
                                Figures.seconds(total)));
    }
}
