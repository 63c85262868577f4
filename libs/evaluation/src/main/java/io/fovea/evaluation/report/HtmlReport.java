package io.fovea.evaluation.report;

import static io.fovea.evaluation.report.Svg.escape;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A report as one page that needs no network. */
public final class HtmlReport {
    private final EvaluationReport report;
    private final PeriodPlots periods;
    private final ScorePlots scores;
    private final FoldPlots folds;
    private final StringBuilder page = new StringBuilder();

    private HtmlReport(EvaluationReport report) {
        this.report = report;
        this.periods = new PeriodPlots(report);
        this.scores = new ScorePlots(report);
        this.folds = new FoldPlots(report);
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
        page.append(ReportHead.of(report)).append(SummaryTable.of(report));
        figure(
                "Information coefficient by " + escape(report.subject().period()),
                "Spearman's correlation of scores with the returns that followed, one cross-section each; the line is the mean. Dots: shuffled labels.",
                periods.icByPeriod());
        pair(
                "Cumulative IC",
                "Running sums.",
                periods.icCumulative(),
                "Cumulative spread",
                "Highest less lowest quantile, before cost, added up.",
                periods.spreadCumulative());
        pair(
                "Return by quantile",
                "Mean return over the horizon, by rank of score.",
                scores.quantiles(),
                "Calibration",
                calibrationCaption(),
                scores.calibration());
        learningCurves();
        figure(
                "Folds",
                "Pale: training, purged so that no label reaches the test. Blue: test, read once.",
                folds.timeline());
        page.append(FoldTable.of(report)).append(FoldFigures.of(report));
        page.append("<section><h2>How to read this</h2>").append(notes()).append("</section>\n");
        page.append("</main></body></html>\n");
        return page.toString();
    }

    private void learningCurves() {
        String caption = "Loss of each fold: pale on what was fitted, %s on what chose the epoch (dot).";
        if (report.figures().containsKey(EvaluationReport.CONTROL)) {
            pair(
                    "Learning curves",
                    caption.formatted("blue"),
                    folds.learningCurves(false),
                    "Learning curves, shuffled labels",
                    "The same on labels that hold nothing to learn: "
                            + "where these fall as low as those, nothing was learned there either.",
                    folds.learningCurves(true));
        } else {
            figure("Learning curves", caption.formatted("blue"), folds.learningCurves(false));
        }
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
            String left, String leftCaption, String leftSvg, String right, String rightCaption, String rightSvg) {
        page.append("<div class='pair'>");
        figure(left, leftCaption, leftSvg);
        figure(right, rightCaption, rightSvg);
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
