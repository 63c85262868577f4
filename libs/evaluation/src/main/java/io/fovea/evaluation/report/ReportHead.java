package io.fovea.evaluation.report;

import static io.fovea.evaluation.report.Svg.escape;

import io.fovea.evaluation.report.EvaluationReport.Data;
import io.fovea.evaluation.report.EvaluationReport.Plan;
import io.fovea.evaluation.report.EvaluationReport.Subject;
import java.util.Map;

/** What was judged, on what, and what is to be said of it first. */
final class ReportHead {
    private static final Map<String, String> MISTAKES = Map.of(
            "MISALIGNED", "each window stands beside another window's label",
            "EPOCH_BY_TEST", "the best epoch was chosen by the test window itself",
            "SURVIVORS", "only instruments that have every period were kept");

    private final EvaluationReport report;
    private final StringBuilder page = new StringBuilder();

    private ReportHead(EvaluationReport report) {
        this.report = report;
    }

    static String of(EvaluationReport report) {
        ReportHead part = new ReportHead(report);
        part.head();
        return part.page.toString();
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
                .append(plan.universe().map(universe -> ", " + escape(universe)).orElse(""))
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
}
