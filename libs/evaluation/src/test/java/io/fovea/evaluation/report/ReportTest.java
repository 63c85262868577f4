package io.fovea.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.evaluation.figures.Figures;
import io.fovea.evaluation.figures.Signal;
import io.fovea.evaluation.figures.Terms;
import io.fovea.evaluation.report.EvaluationReport.FoldReport;
import io.fovea.evaluation.report.EvaluationReport.Learned;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {
    private static final String HOSTILE = "<script>alert('x')</script> & co";

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1})
    void shouldComeBackFromJsonAsItWas(double skill) {
        EvaluationReport report = report(skill, List.of());

        assertThat(ReportJson.read(ReportJson.write(report))).isEqualTo(report);
        assertThat(new String(ReportJson.write(report), StandardCharsets.UTF_8)).doesNotContain("NaN");
    }

    @Test
    void shouldBeWellFormedAndNeedNoNetwork() throws Exception {
        // When
        String page = HtmlReport.of(report(0.2, List.of("MISALIGNED")));

        // Then
        String xml = page.replace("<!DOCTYPE html>", "").replace("&middot;", "").replaceAll("<meta [^>]*>", "");
        var document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(8);
        assertThat(document.getElementsByTagName("script").getLength()).isZero();
        assertThat(page)
                .doesNotContain("http")
                .doesNotContain("src=")
                .doesNotContain("@import")
                .doesNotContain("NaN");
        assertThat(page).contains("Mistakes repeated on purpose").contains("&lt;script&gt;");
        assertThat(page).contains("Loss by epoch of each fold, shuffled labels").contains("All figures of each fold");
    }

    @Test
    void shouldClaimNoMoreThanTheFiguresDo() {
        assertThat(Verdict.of(report(0, List.of()))).startsWith("No evidence of skill");
        assertThat(Verdict.of(report(0.5, List.of()))).contains("is unlikely to be chance");
        assertThat(Verdict.of(report(0.5, List.of("EPOCH_BY_TEST")))).startsWith("Nothing here is evidence");
    }

    @Test
    void shouldDistrustFiguresWhoseControlFindsSomething() {
        EvaluationReport report = report(0.5, List.of());
        Map<String, Figures> leaking = new HashMap<>(report.figures());
        leaking.put(EvaluationReport.CONTROL, figures(0.5, 9));

        EvaluationReport leaked =
                new EvaluationReport(report.subject(), report.data(), report.plan(), report.folds(), leaking, 3, 1);

        assertThat(Verdict.of(leaked)).startsWith("Do not trust these figures");
    }

    private static EvaluationReport report(double skill, List<String> mistakes) {
        Figures control = figures(0, 99);
        List<FoldReport> folds = new ArrayList<>();
        for (int fold = 1; fold <= 3; fold++) {
            folds.add(new FoldReport(
                    fold,
                    fold,
                    fold + 10,
                    fold + 11,
                    fold + 14,
                    100,
                    20,
                    125,
                    60,
                    4,
                    new Learned(
                            2,
                            List.of(0.7, 0.6, 0.5),
                            List.of(0.8, 0.7, 0.9),
                            Map.of("learning_rate", 0.001, "batch_size", 64.0),
                            figures(skill, fold)),
                    Optional.of(new Learned(1, List.of(0.7), List.of(), Map.of(), control)),
                    Map.of(EvaluationReport.LAST_RETURN, figures(0.1, fold + 20))));
        }
        return new EvaluationReport(
                new EvaluationReport.Subject(HOSTILE, "abc", "job-1", "monthlyreturns", 641, true, "month", 7, 1),
                new EvaluationReport.Data(1000, 20, 50, 1, 50, 18, 20, Optional.of(HOSTILE)),
                new EvaluationReport.Plan(3, 10, 3, 2, 0, false, 1, Optional.empty(), 1, 5, 10, mistakes),
                folds,
                Map.of(EvaluationReport.NETWORK, figures(skill, 4), EvaluationReport.CONTROL, control),
                3,
                12.5);
    }

    /** Scores that follow returns this closely, over forty periods. */
    private static Figures figures(double skill, long seed) {
        Random random = new Random(seed);
        List<Signal> signals = new ArrayList<>();
        for (int period = 1; period <= 40; period++) {
            for (int instrument = 0; instrument < 20; instrument++) {
                double forwardReturn = random.nextGaussian() * 0.05;
                double score = skill * forwardReturn + (1 - skill) * random.nextGaussian() * 0.05;
                signals.add(new Signal("I" + instrument, period, 0.5 + score, forwardReturn, forwardReturn > 0));
            }
        }
        return Figures.of(signals, new Terms(true, 5, 1, 10));
    }
}
