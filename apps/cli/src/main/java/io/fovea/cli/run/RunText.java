package io.fovea.cli.run;

import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Ink;
import io.fovea.cli.terminal.Table;
import io.fovea.cli.terminal.Terminal;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A run's report as a person likes to read it. */
public final class RunText {

    private static final int BAR_WIDTH = 24;

    private final Terminal terminal;

    public RunText(Terminal terminal) {
        this.terminal = terminal;
    }

    /** All of one run; {@code start} is until the platform was ready. */
    public void print(RunReport report, Duration start, Duration total) {
        headline(report);
        confusion(report);
        terminal.out().println();
        records(List.of(report));
        terminal.out().println();
        times(start, List.of(report), total);
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

    /** Where the time went: a run a row, a step a column, and a bar for each run's share. */
    public void times(Duration start, List<RunReport> reports, Duration total) {
        var table = new Table().column("seconds");
        List<String> steps = reports.stream()
                .flatMap(report -> report.steps().keySet().stream())
                .distinct()
                .toList();
        steps.forEach(table::number);
        table.number("sum").column("");
        table.row(row("start", steps, Map.of(), start, total));
        reports.forEach(report -> table.row(row(report.pipeline(), steps, report.steps(), report.time(), total)));
        table.lines(terminal.outInk(), terminal.glyphs())
                .forEach(line -> terminal.out().println("  " + line));
        terminal.out().println();
        terminal.out().println("  " + terminal.outInk().bold(Figures.seconds(total)) + " in all");
    }

    private Object[] row(String name, List<String> steps, Map<String, Duration> times, Duration sum, Duration total) {
        var cells = new ArrayList<Object>(List.of(name));
        steps.forEach(step -> cells.add(times.containsKey(step) ? tenths(times.get(step)) : ""));
        cells.add(tenths(sum));
        cells.add(terminal.glyphs().barDone().repeat((int) Math.round(BAR_WIDTH * share(sum, total))));
        return cells.toArray();
    }

    private static double share(Duration part, Duration whole) {
        return Math.min(1, (double) part.toNanos() / Math.max(1, whole.toNanos()));
    }

    private static String tenths(Duration time) {
        return String.format(Locale.ENGLISH, "%.1f", time.toNanos() / 1e9);
    }
}
