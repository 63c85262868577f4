package io.fovea.cli.market;

import io.fovea.cli.run.EvaluationText;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Table;
import io.fovea.cli.terminal.Terminal;
import io.fovea.pipeline.BarPeriod;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.proto.prediction.v1.Signal;
import java.time.Duration;
import java.util.Locale;

/** A run of a market pipeline, for a person. */
public final class MarketText {
    private static final int SHOWN = 10;

    private final Terminal terminal;

    public MarketText(Terminal terminal) {
        this.terminal = terminal;
    }

    /** @param total until now, the JVM's own start included */
    public void print(MarketReport report, BarPeriod period, Duration total) {
        terminal.out().println();
        new EvaluationText(terminal).print(report.evaluation());
        terminal.out().println();
        signals(report, period).print(terminal);
        int more = report.newest().size() - 2 * SHOWN;
        if (more > 0) {
            terminal.out().println("  and " + Figures.count(more) + " between them");
        }
        terminal.out().println();
        if (report.inSample() > 0) {
            terminal.out()
                    .println(
                            "%s of %s signals are in-sample: the live network has learned from what came after them. They are no evidence of skill."
                                    .formatted(Figures.count(report.inSample()), Figures.count(report.signals())));
        }
        terminal.out().println(Figures.seconds(total) + " in all");
    }

    /** The highest and the lowest of the newest period. */
    private static Table signals(MarketReport report, BarPeriod period) {
        var table = new Table()
                .column(period.key())
                .column("instrument")
                .number("score")
                .number("rank")
                .number("quantile")
                .column("model")
                .column("");
        int count = report.newest().size();
        for (int i = 0; i < count; i++) {
            if (i < SHOWN || i >= count - SHOWN) {
                row(table, report.newest().get(i), period);
            }
        }
        return table;
    }

    private static void row(Table table, Prediction prediction, BarPeriod period) {
        Signal signal = prediction.getSignal();
        boolean ranked = signal.getRank() > 0;
        table.row(
                period.label(signal.getPeriodEndMillis()),
                signal.getInstrument(),
                String.format(Locale.ENGLISH, "%+.5f", signal.getScore()),
                ranked ? "%.0f of %d".formatted(signal.getRank(), signal.getCrossSection()) : "-",
                ranked ? "%d of %d".formatted(signal.getQuantile(), signal.getQuantiles()) : "-",
                prediction.getModel() + "/" + prediction.getModelVersion(),
                signal.getInSample() ? "in-sample" : "");
    }
}
