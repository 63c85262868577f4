package io.fovea.cli.run;

import io.fovea.cli.terminal.Table;
import io.fovea.cli.terminal.Terminal;
import io.fovea.evaluation.figures.Figures;
import io.fovea.evaluation.report.EvaluationReport;
import io.fovea.evaluation.report.Verdict;
import java.util.List;
import java.util.Locale;

/** An evaluation in short, for a person: the network, its control and the baselines. */
public final class EvaluationText {
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
        table(report).print(terminal);
        terminal.out().println("\n" + Verdict.of(report));
        report.data().hindsight().ifPresent(hindsight -> terminal.out().println("Hindsight in the data: " + hindsight));
    }

    private static Table table(EvaluationReport report) {
        Table table = new Table()
                .column("learner")
                .number("IC")
                .number("std. error")
                .number("t")
                .number("ICIR")
                .number("accuracy")
                .number("AUC")
                .number("spread")
                .number("turnover")
                .number("after cost");
        row(table, report, EvaluationReport.NETWORK, "network");
        row(table, report, EvaluationReport.CONTROL, "shuffled labels");
        row(table, report, EvaluationReport.LAST_RETURN, "last return");
        row(table, report, EvaluationReport.REGRESSION, "regression");
        return table;
    }

    private static void row(Table table, EvaluationReport report, String key, String name) {
        Figures figures = report.figures().get(key);
        if (figures == null) {
            return;
        }
        List<String> cells = List.of(
                name,
                number("%+.4f", figures.ic().mean()),
                number("%.4f", figures.ic().standardError()),
                number("%+.2f", figures.ic().tStatistic()),
                number("%+.3f", figures.ic().icir()),
                number("%.4f", figures.classification().accuracy()),
                number("%.4f", figures.classification().auc()),
                number("%+.3f %%", 100 * figures.quantiles().spread()),
                number("%.1f %%", 100 * figures.quantiles().turnover()),
                number("%+.3f %%", 100 * figures.quantiles().spreadAfterCost()));
        table.row(cells.toArray());
    }

    private static String number(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ENGLISH, format, value) : "-";
    }
}
