package io.fovea.evaluation.report;

import io.fovea.evaluation.figures.Figures;
import io.fovea.evaluation.figures.Quantiles;
import io.fovea.evaluation.report.EvaluationReport.FoldReport;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All figures of each fold, the control and the baselines below the network; folded up until a reader opens it. */
final class FoldFigures {
    private static final List<String> COLUMNS = List.of(
            "fold",
            "",
            "IC",
            "t",
            "ICIR",
            "accuracy",
            "AUC",
            "quantile returns",
            "spread",
            "turnover",
            "after cost",
            "coverage",
            "calibration error",
            "slope");

    private final EvaluationReport report;
    private final StringBuilder page = new StringBuilder();

    private FoldFigures(EvaluationReport report) {
        this.report = report;
    }

    static String of(EvaluationReport report) {
        FoldFigures part = new FoldFigures(report);
        part.table();
        return part.page.toString();
    }

    private void table() {
        page.append("<section><details><summary>All figures of each fold</summary><div class='wide'>")
                .append("<table class='folds'><thead><tr>");
        COLUMNS.forEach(name -> page.append("<th class='n'>").append(name).append("</th>"));
        page.append("</tr></thead><tbody>\n");
        Map<String, String> learners = SummaryTable.learners(report);
        for (FoldReport fold : report.folds()) {
            learners.forEach((learner, name) -> fold.figures(learner).ifPresent(figures -> row(fold, name, figures)));
        }
        page.append("</tbody></table></div></details></section>\n");
    }

    private void row(FoldReport fold, String learner, Figures figures) {
        Quantiles quantiles = figures.quantiles();
        List<String> cells = List.of(
                Integer.toString(fold.number()),
                learner,
                Numbers.decimals(figures.ic().mean(), 4),
                Numbers.decimals(figures.ic().tStatistic(), 2),
                Numbers.decimals(figures.ic().icir(), 2),
                Numbers.percent(figures.classification().accuracy(), 2),
                Numbers.plain(figures.classification().auc(), 3),
                quantiles.returns().stream()
                        .map(value -> Numbers.plain(100 * value, 2))
                        .collect(Collectors.joining(" ", "", " %")),
                Numbers.percent(quantiles.spread(), 2),
                Numbers.percent(quantiles.turnover(), 0),
                Numbers.percent(quantiles.spreadAfterCost(), 2),
                Numbers.percent(figures.coverage(), 1),
                Numbers.percent(figures.calibration().expectedError(), 2),
                Numbers.plain(figures.calibration().slope(), 2));
        page.append(EvaluationReport.NETWORK.equals(learner) ? "<tr class='first'>" : "<tr>");
        cells.forEach(cell -> page.append("<td>").append(cell).append("</td>"));
        page.append("</tr>\n");
    }
}
