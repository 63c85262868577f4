package io.fovea.evaluation.report;

import static io.fovea.evaluation.report.Svg.escape;

import io.fovea.evaluation.figures.Figures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Figures of all test windows together, a column for each learner. */
final class SummaryTable {
    private final EvaluationReport report;
    private final StringBuilder page = new StringBuilder();

    private SummaryTable(EvaluationReport report) {
        this.report = report;
    }

    static String of(EvaluationReport report) {
        SummaryTable part = new SummaryTable(report);
        part.summary();
        return part.page.toString();
    }

    /** Those that were run, and what to call them; the network first. */
    static Map<String, String> learners(EvaluationReport report) {
        Map<String, String> names = new LinkedHashMap<>();
        names.put(EvaluationReport.NETWORK, "network");
        names.put(EvaluationReport.CONTROL, "shuffled labels");
        names.put(EvaluationReport.LAST_RETURN, "last return");
        names.put(
                EvaluationReport.REGRESSION, report.subject().direction() ? "logistic regression" : "ridge regression");
        names.keySet().retainAll(report.figures().keySet());
        return names;
    }

    private void summary() {
        Map<String, String> columns = learners(report);
        page.append("<section><h2>All test windows</h2><table><thead><tr><th></th>");
        columns.forEach((key, name) -> page.append("<th class='n'><span class='key ")
                .append(key)
                .append("'></span>")
                .append(name)
                .append("</th>"));
        page.append("</tr></thead><tbody>\n");
        List<String> keys = List.copyOf(columns.keySet());
        row(keys, "signals", f -> Numbers.count(f.signals()));
        row(keys, "coverage", f -> Numbers.percent(f.coverage(), 1));
        row(keys, "<b>IC, mean</b>", f -> "<b>" + Numbers.decimals(f.ic().mean(), 4) + "</b>");
        row(
                keys,
                "standard error, Newey-West",
                f -> Numbers.plain(f.ic().standardError(), 4) + " <i>lag " + f.ic().lag() + "</i>");
        row(keys, "t-statistic", f -> Numbers.decimals(f.ic().tStatistic(), 2));
        row(keys, "p-value, two-sided", f -> Numbers.plain(f.ic().pValue(), 3));
        row(keys, "ICIR, a " + escape(report.subject().period()), f -> Numbers.decimals(f.ic().icir(), 3));
        row(
                keys,
                "periods with IC above 0",
                f -> Numbers.percent(f.ic().positiveShare(), 0) + " <i>of " + f.ic().periods() + "</i>");
        row(
                keys,
                "accuracy of direction",
                f -> Numbers.percent(f.classification().accuracy(), 2));
        row(
                keys,
                "always the more frequent direction",
                f -> Numbers.percent(f.classification().majority(), 2));
        row(keys, "AUC", f -> Numbers.plain(f.classification().auc(), 4));
        for (int part = 0; part < report.plan().quantiles(); part++) {
            int chosen = part;
            row(
                    keys,
                    "return of quantile " + (part + 1) + (part == 0 ? ", lowest scores" : ""),
                    f -> Numbers.percent(f.quantiles().returns().get(chosen), 3));
        }
        row(keys, "spread of quantiles", f -> Numbers.percent(f.quantiles().spread(), 3));
        row(keys, "its t-statistic", f -> Numbers.decimals(f.quantiles().spreadTStatistic(), 2));
        row(keys, "turnover", f -> Numbers.percent(f.quantiles().turnover(), 1));
        row(
                keys,
                "spread after " + Numbers.plain(report.plan().costBps(), 1) + " bps",
                f -> Numbers.percent(f.quantiles().spreadAfterCost(), 3));
        row(
                keys,
                "expected calibration error",
                f -> Numbers.percent(f.calibration().expectedError(), 2));
        row(keys, "calibration slope", f -> Numbers.plain(f.calibration().slope(), 2));
        page.append("</tbody></table></section>\n");
    }

    private void row(List<String> keys, String name, Function<Figures, String> value) {
        page.append("<tr><th>").append(name).append("</th>");
        keys.forEach(key -> page.append("<td>")
                .append(value.apply(report.figures().get(key)))
                .append("</td>"));
        page.append("</tr>\n");
    }
}
