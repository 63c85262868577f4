package io.fovea.evaluation.report;

import static io.fovea.evaluation.report.Svg.escape;

import io.fovea.evaluation.figures.Figures;
import io.fovea.evaluation.report.EvaluationReport.FoldReport;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A row for each fold. */
final class FoldTable {
    private final EvaluationReport report;
    private final StringBuilder page = new StringBuilder();

    private FoldTable(EvaluationReport report) {
        this.report = report;
    }

    static String of(EvaluationReport report) {
        FoldTable part = new FoldTable(report);
        part.folds();
        return part.page.toString();
    }

    private void folds() {
        page.append("<section><h2>Each fold</h2><div class='wide'><table class='folds'><thead><tr>");
        for (String name : List.of(
                "fold",
                "test",
                "windows",
                "trained on",
                "purged",
                "epochs",
                "IC",
                "shuffled",
                "last return",
                "regression",
                "accuracy",
                "AUC",
                "spread",
                "turnover")) {
            page.append("<th class='n'>").append(name).append("</th>");
        }
        page.append("</tr></thead><tbody>\n");
        report.folds().forEach(this::fold);
        page.append("</tbody></table></div></section>\n");
    }

    private void fold(FoldReport fold) {
        Figures network = fold.network().figures();
        cells(
                Integer.toString(fold.number()),
                Numbers.day(fold.testFromMillis() - 1) + " to " + Numbers.day(fold.testToMillis() - 1),
                Numbers.count(fold.tested()),
                Numbers.count(fold.trained()),
                Numbers.count(fold.purged()),
                Integer.toString(fold.network().epochs())
                        + chosen(fold.network().hyperParameters()),
                Numbers.decimals(network.ic().mean(), 4),
                ic(fold, EvaluationReport.CONTROL),
                ic(fold, EvaluationReport.LAST_RETURN),
                ic(fold, EvaluationReport.REGRESSION),
                Numbers.percent(network.classification().accuracy(), 2),
                Numbers.plain(network.classification().auc(), 3),
                Numbers.percent(network.quantiles().spread(), 2),
                Numbers.percent(network.quantiles().turnover(), 0));
    }

    private static String ic(FoldReport fold, String learner) {
        return Numbers.decimals(
                fold.figures(learner).map(figures -> figures.ic().mean()).orElse(Double.NaN), 4);
    }

    private static String chosen(Map<String, Double> hyperParameters) {
        return hyperParameters.isEmpty()
                ? ""
                : new TreeMap<>(hyperParameters)
                        .entrySet().stream()
                                .map(one -> escape(one.getKey().replace('_', ' ')) + " "
                                        + new DecimalFormat("0.#####", DecimalFormatSymbols.getInstance(Locale.ROOT))
                                                .format(one.getValue()))
                                .collect(Collectors.joining(", ", " <i>", "</i>"));
    }

    private void cells(String... values) {
        page.append("<tr>");
        for (String value : values) {
            page.append("<td>").append(value).append("</td>");
        }
        page.append("</tr>\n");
    }
}
