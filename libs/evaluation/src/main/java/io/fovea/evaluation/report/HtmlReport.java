package io.fovea.evaluation.report;

import static io.fovea.evaluation.report.Svg.escape;

import io.fovea.evaluation.figures.Figures;
import io.fovea.evaluation.report.EvaluationReport.Data;
import io.fovea.evaluation.report.EvaluationReport.FoldReport;
import io.fovea.evaluation.report.EvaluationReport.Plan;
import io.fovea.evaluation.report.EvaluationReport.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A report as one page that needs no network. */
public final class HtmlReport {
    private static final Map<String, String> MISTAKES = Map.of(
            "MISALIGNED", "each window stands beside another window's label",
            "EPOCH_BY_TEST", "the best epoch was chosen by the test window itself",
            "SURVIVORS", "only instruments that have every period were kept");

    private final EvaluationReport report;
    private final Plots plots;
    private final StringBuilder page = new StringBuilder();

    private HtmlReport(EvaluationReport report) {
        this.report = report;
        this.plots = new Plots(report);
    }

    public static String of(EvaluationReport report) {
        return new HtmlReport(report).page();
    }

    private String page() {
        page.append(
                        "<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'><meta name='viewport' content='width=device-width'>\n")
                .append("<title>")
                .append(escape(report.subject().pipeline()))
                .append(": evaluation</title>\n<style>")
                .append(resource("report.css"))
                .append("</style></head><body><main>\n");
        head();
        summary();
        figure(
                "Information coefficient by " + escape(report.subject().period()),
                "Spearman's correlation of scores with the returns that followed, one cross-section each; the line is the mean.",
                plots.icByPeriod());
        pair(
                "Cumulative IC",
                "Running sums.",
                plots.icCumulative(),
                "Cumulative spread",
                "Highest less lowest quantile, before cost, added up.",
                plots.spreadCumulative());
        pair(
                "Return by quantile",
                "Mean return over the horizon, by rank of score.",
                plots.quantiles(),
                "Calibration",
                calibrationCaption(),
                plots.calibration());
        pair(
                "Learning curves",
                "Loss of each fold: pale on what was fitted, blue on what chose the epoch (dot).",
                plots.learningCurves(),
                "How to read this",
                null,
                notes());
        figure(
                "Folds",
                "Pale: training, purged so that no label reaches the test. Blue: test, read once.",
                plots.timeline());
        folds();
        page.append("</main></body></html>\n");
        return page.toString();
    }

    private void head() {
        Subject subject = report.subject();
        page.append("<header><h1>")
                .append(escape(subject.pipeline()))
                .append("</h1><p class='meta'>")
                .append(escape(subject.architecture()))
                .append(", ")
                .append(Numbers.count(subject.parameters()))
                .append(" parameters, ")
                .append(subject.direction() ? "up or down" : "return")
                .append(" over the next ")
                .append(horizon())
                .append(" &middot; seed ")
                .append(subject.seed())
                .append(" &middot; job ")
                .append(escape(subject.job()))
                .append(" &middot; ")
                .append(Numbers.day(subject.madeAtMillis()))
                .append(" &middot; ")
                .append(Numbers.plain(report.seconds(), 0))
                .append(" s</p></header>\n");
        page.append("<p class='verdict'>").append(escape(Verdict.of(report))).append("</p>\n");
        if (!report.plan().mistakes().isEmpty()) {
            page.append("<p class='warning'><b>Mistakes repeated on purpose:</b> ")
                    .append(escape(String.join(
                            "; ",
                            report.plan().mistakes().stream()
                                    .map(mistake -> MISTAKES.getOrDefault(mistake, mistake))
                                    .toList())))
                    .append(".</p>\n");
        }
        report.data()
                .hindsight()
                .ifPresent(hindsight -> page.append("<p class='warning'><b>Hindsight in the data:</b> ")
                        .append(escape(hindsight))
                        .append("</p>\n"));
        data();
    }

    private void data() {
        Data data = report.data();
        Plan plan = report.plan();
        page.append("<p>")
                .append(Numbers.count(data.windows()))
                .append(" labelled windows of ")
                .append(Numbers.count(data.instruments()))
                .append(" instruments in ")
                .append(Numbers.count(data.periods()))
                .append(" ")
                .append(escape(report.subject().period()))
                .append("s, ")
                .append(Numbers.periodEnd(data.firstPeriodEnd()))
                .append(" to ")
                .append(Numbers.periodEnd(data.lastPeriodEnd()))
                .append("; ")
                .append(Numbers.count(data.fewest()))
                .append(" to ")
                .append(Numbers.count(data.most()))
                .append(" instruments a ")
                .append(escape(report.subject().period()))
                .append(". ")
                .append(plan.folds())
                .append(" folds: ")
                .append(plan.expanding() ? "at least " : "")
                .append(plan.trainPeriods())
                .append(" ")
                .append(escape(report.subject().period()))
                .append("s train, of which the last ")
                .append(plan.validationPeriods())
                .append(" choose the epoch; ")
                .append(plan.testPeriods())
                .append(" test; embargo ")
                .append(plan.embargoPeriods())
                .append(". The network that goes live was then trained for ")
                .append(report.finalEpochs())
                .append(" epochs on all that is known.</p>\n");
    }

    private String horizon() {
        int horizon = report.plan().horizon();
        String period = escape(report.subject().period());
        return horizon == 1 ? period : horizon + " " + period + "s";
    }

    private void summary() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put(EvaluationReport.NETWORK, "network");
        columns.put(EvaluationReport.CONTROL, "shuffled labels");
        columns.put(EvaluationReport.LAST_RETURN, "last return");
        columns.put(
                EvaluationReport.REGRESSION, report.subject().direction() ? "logistic regression" : "ridge regression");
        columns.keySet().retainAll(report.figures().keySet());
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

    private void figure(String title, String caption, String svg) {
        page.append("<section><h2>")
                .append(title)
                .append("</h2><p class='caption'>")
                .append(caption)
                .append("</p>")
                .append(svg)
                .append("</section>\n");
    }

    private void pair(
            String left,
            String leftCaption,
            String leftSvg,
            String right,
            @Nullable String rightCaption,
            String rightContent) {
        page.append("<div class='pair'>");
        figure(left, leftCaption, leftSvg);
        figure(right, rightCaption == null ? "" : rightCaption, rightContent);
        page.append("</div>\n");
    }

    private String calibrationCaption() {
        return report.subject().direction()
                ? "Share that went up against the probability that was said; the dashed line is right."
                : "Mean return against the return that was said; the dashed line is right.";
    }

    private static String notes() {
        return "<ul class='notes'>"
                + "<li>A label's interval never touches a later test: training rows are purged by the time at which their label was known, and so is what chooses the epoch.</li>"
                + "<li>The control is the same pipeline on labels dealt out anew within each period. Its IC should lie within two standard errors of zero.</li>"
                + "<li>Standard errors are Newey and West's, with the automatic lag or the labels' overlap, whichever is longer. Below some thirty periods they are too small rather than too large.</li>"
                + "<li>Turnover is the share of a long-short book of the outer quantiles that is exchanged at a rebalancing. Cost is paid on all that is bought and sold; borrowing and impact are not counted.</li>"
                + "</ul>";
    }

    private void folds() {
        page.append("<section><h2>Each fold</h2><table class='folds'><thead><tr>");
        for (String name : List.of(
                "fold",
                "test",
                "windows",
                "trained on",
                "purged",
                "epochs",
                "IC",
                "control IC",
                "accuracy",
                "AUC",
                "spread",
                "turnover")) {
            page.append("<th class='n'>").append(name).append("</th>");
        }
        page.append("</tr></thead><tbody>\n");
        report.folds().forEach(this::fold);
        page.append("</tbody></table></section>\n");
    }

    private void fold(FoldReport fold) {
        Figures network = fold.network().figures();
        cells(
                Integer.toString(fold.number()),
                Numbers.day(fold.testFromMillis() - 1) + " to " + Numbers.day(fold.testToMillis() - 1),
                Numbers.count(fold.tested()),
                Numbers.count(fold.trained()),
                Numbers.count(fold.purged()),
                Integer.toString(fold.network().epochs()),
                Numbers.decimals(network.ic().mean(), 4),
                fold.control()
                        .map(control -> Numbers.decimals(control.figures().ic().mean(), 4))
                        .orElse("–"),
                Numbers.percent(network.classification().accuracy(), 2),
                Numbers.plain(network.classification().auc(), 3),
                Numbers.percent(network.quantiles().spread(), 2),
                Numbers.percent(network.quantiles().turnover(), 0));
    }

    private void cells(String... values) {
        page.append("<tr>");
        for (String value : values) {
            page.append("<td>").append(value).append("</td>");
        }
        page.append("</tr>\n");
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
