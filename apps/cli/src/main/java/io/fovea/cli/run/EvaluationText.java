package io.fovea.cli.run;

import io.fovea.cli.terminal.Paragraph;
import io.fovea.cli.terminal.Table;
import io.fovea.cli.terminal.Terminal;
import io.fovea.evaluation.figures.Figures;
import io.fovea.evaluation.report.EvaluationReport;
import io.fovea.evaluation.report.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** An evaluation in short, for a person: the network, its control and the baselines. */
public final class EvaluationText {
    private static final Map<String, String> LEARNERS = new LinkedHashMap<>();

    static {
        LEARNERS.put(EvaluationReport.NETWORK, "network");
        LEARNERS.put(EvaluationReport.CONTROL, "shuffled labels");
        LEARNERS.put(EvaluationReport.LAST_RETURN, "last return");
        LEARNERS.put(EvaluationReport.REGRESSION, "regression");
    }

    private final Terminal terminal;

    public EvaluationText(Terminal terminal) {
        this.terminal = terminal;
    }

    public void print(EvaluationReport report) {
        terminal.out()
                .println("%s  %d folds, %s of %d instruments, %s a trade\n"
                        .formatted(
                                terminal.outInk().bold(report.subject().pipeline()),
                                report.folds().size(),
                                io.fovea.cli.terminal.Figures.count(
                                        report.data().windows(), "window"),
                                report.data().instruments(),
                                String.format(
                                        Locale.ENGLISH,
                                        "%.1f bps",
                                        report.plan().costBps())));
        table(report, List.of("IC", "std. error", "t", "ICIR", "accuracy", "AUC"), EvaluationText::signalCells)
                .print(terminal);
        terminal.out().println();
        table(report, List.of("spread", "turnover", "after cost"), EvaluationText::returnCells)
                .print(terminal);
        terminal.out().println();
        Paragraph.print(Verdict.of(report), terminal);
        report.data()
                .hindsight()
                .ifPresent(hindsight -> Paragraph.print("Hindsight in the data: " + hindsight, terminal));
    }

    /** Of each learner that was run. */
    private static Table table(EvaluationReport report, List<String> headings, Function<Figures, List<String>> cells) {
        Table table = new Table().column("learner");
        headings.forEach(table::number);
        LEARNERS.forEach((key, name) -> {
            Figures figures = report.figures().get(key);
            if (figures != null) {
                table.row(Stream.concat(Stream.of(name), cells.apply(figures).stream())
                        .toArray());
            }
        });
        return table;
    }

    private static List<String> signalCells(Figures figures) {
        return List.of(
                number("%+.4f", figures.ic().mean()),
                number("%.4f", figures.ic().standardError()),
                number("%+.2f", figures.ic().tStatistic()),
                number("%+.3f", figures.ic().icir()),
                number("%.4f", figures.classification().accuracy()),
                number("%.4f", figures.classification().auc()));
    }

    private static List<String> returnCells(Figures figures) {
        return List.of(
                number("%+.3f %%", 100 * figures.quantiles().spread()),
                number("%.1f %%", 100 * figures.quantiles().turnover()),
                number("%+.3f %%", 100 * figures.quantiles().spreadAfterCost()));
    }

    private static String number(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ENGLISH, format, value) : "-";
    }
}
