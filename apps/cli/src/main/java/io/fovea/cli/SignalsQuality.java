package io.fovea.cli;

import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Table;
import io.fovea.cli.terminal.Terminal;
import io.fovea.proto.label.v1.Quality;
import io.fovea.proto.label.v1.SignalQuality;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Of signals, beside what their version had in its evaluation. */
final class SignalsQuality implements QualityView {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String UNKNOWN = "-";

    private final Function<Quality, Optional<Double>> evaluatedIc;

    /** @param evaluatedIc information coefficient of a version's walk-forward evaluation, where it is known */
    SignalsQuality(Function<Quality, Optional<Double>> evaluatedIc) {
        this.evaluatedIc = evaluatedIc;
    }

    @Override
    public String nothingYet(String pipeline) {
        return "No signal of %s has its return yet: it comes when the label's horizon has passed.".formatted(pipeline);
    }

    @Override
    public void print(Collection<Quality> versions, Terminal terminal) {
        var table = new Table()
                .column("version")
                .number("periods")
                .number("signals")
                .number("IC")
                .number("+-")
                .number("t")
                .number("IC evaluated")
                .number("accuracy")
                .number("majority")
                .number("spread")
                .number("after cost")
                .column("from")
                .column("to");
        versions.forEach(quality -> table.row(cells(quality)));
        table.print(terminal);
        leftOut(versions, terminal);
    }

    private Object[] cells(Quality quality) {
        SignalQuality signals = quality.getSignals();
        boolean some = signals.getPeriods() > 0;
        return new Object[] {
            quality.getModel() + "/" + quality.getModelVersion(),
            Figures.count(signals.getPeriods()),
            Figures.count(quality.getOutcomes()),
            some ? signed(signals.getIc()) : UNKNOWN,
            some ? known(signals.getIcStandardError(), "%.4f") : UNKNOWN,
            some ? known(signals.getIcTStatistic(), "%+.2f") : UNKNOWN,
            evaluatedIc.apply(quality).map(SignalsQuality::signed).orElse(UNKNOWN),
            some ? Figures.metric(quality.getAccuracy()) : UNKNOWN,
            some ? Figures.metric(signals.getMajority()) : UNKNOWN,
            some ? known(100 * signals.getSpread(), "%+.3f %%") : UNKNOWN,
            some ? known(100 * signals.getSpreadAfterCost(), "%+.3f %%") : UNKNOWN,
            some ? day(signals.getFromPeriodEndMillis()) : UNKNOWN,
            some ? day(signals.getToPeriodEndMillis()) : UNKNOWN
        };
    }

    private static void leftOut(Collection<Quality> versions, Terminal terminal) {
        long inSample = versions.stream()
                .mapToLong(version -> version.getSignals().getInSample())
                .sum();
        long unranked = versions.stream()
                .mapToLong(version -> version.getSignals().getUnranked())
                .sum();
        if (inSample > 0) {
            terminal.out()
                    .println("Left out: %s, whose model had learned from what came after."
                            .formatted(Figures.count(inSample, "signal")));
        }
        if (unranked > 0) {
            terminal.out().println("Left out: %s without a rank.".formatted(Figures.count(unranked, "signal")));
        }
    }

    private static String signed(double value) {
        return known(value, "%+.4f");
    }

    private static String known(double value, String format) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : UNKNOWN;
    }

    /** The last day of a period, by its end, which is the first moment after it. */
    private static String day(long endMillis) {
        return DAY.format(Instant.ofEpochMilli(endMillis - 1));
    }

    @Override
    public Map<String, Object> json(Quality quality) {
        Map<String, Object> row = QualityView.common(quality);
        SignalQuality signals = quality.getSignals();
        Map<String, Object> figures = Json.object();
        figures.put("periods", signals.getPeriods());
        figures.put("fromPeriodEnd", QualityView.time(signals.getFromPeriodEndMillis()));
        figures.put("toPeriodEnd", QualityView.time(signals.getToPeriodEndMillis()));
        figures.put("ic", QualityView.number(signals.getIc()));
        figures.put("icStandardError", QualityView.number(signals.getIcStandardError()));
        figures.put("icTStatistic", QualityView.number(signals.getIcTStatistic()));
        figures.put("icPositiveShare", QualityView.number(signals.getIcPositiveShare()));
        figures.put("icEvaluated", evaluatedIc.apply(quality).orElse(null));
        figures.put("majority", signals.getMajority());
        figures.put("spread", QualityView.number(signals.getSpread()));
        figures.put("spreadTStatistic", QualityView.number(signals.getSpreadTStatistic()));
        figures.put("turnover", QualityView.number(signals.getTurnover()));
        figures.put("spreadAfterCost", QualityView.number(signals.getSpreadAfterCost()));
        figures.put("inSample", signals.getInSample());
        figures.put("unranked", signals.getUnranked());
        row.put("signals", figures);
        return row;
    }
}
