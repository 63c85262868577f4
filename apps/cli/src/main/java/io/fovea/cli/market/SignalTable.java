package io.fovea.cli.market;

import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Table;
import io.fovea.cli.terminal.Terminal;
import io.fovea.pipeline.BarPeriod;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.proto.prediction.v1.Signal;
import java.util.List;
import java.util.Locale;

/** The signals of one period as a table: of many, the first and the last. */
public final class SignalTable {
    private static final int SHOWN = 10; // at each end

    private SignalTable() {}

    /** @param signals in the order to be shown */
    public static void print(List<Prediction> signals, BarPeriod period, Terminal terminal) {
        Table table = new Table()
                .column(period.key())
                .column("instrument")
                .number("score")
                .number("rank")
                .number("quantile")
                .column("model")
                .column("");
        int count = signals.size();
        for (int i = 0; i < count; i++) {
            if (i < SHOWN || i >= count - SHOWN) {
                row(table, signals.get(i), period);
            }
        }
        table.print(terminal);
        if (count > 2 * SHOWN) {
            terminal.out().println("  and " + Figures.count(count - 2 * SHOWN) + " between them");
        }
    }

    private static void row(Table table, Prediction prediction, BarPeriod period) {
        Signal signal = prediction.getSignal();
        boolean ranked = signal.getRank() > 0;
        table.row(
                period.label(signal.getPeriodEndMillis()),
                signal.getInstrument(),
                String.format(Locale.ENGLISH, "%+.5f", signal.getScore()),
                ranked ? "%s of %d".formatted(rank(signal.getRank()), signal.getCrossSection()) : "-",
                ranked ? "%d of %d".formatted(signal.getQuantile(), signal.getQuantiles()) : "-",
                prediction.getModel() + "/" + prediction.getModelVersion(),
                signal.getInSample() ? "in-sample" : "");
    }

    /** Half a place where two share one. */
    private static String rank(double rank) {
        return rank == Math.rint(rank) ? Long.toString((long) rank) : Double.toString(rank);
    }
}
