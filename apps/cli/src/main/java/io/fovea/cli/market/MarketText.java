package io.fovea.cli.market;

import io.fovea.cli.run.EvaluationText;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Paragraph;
import io.fovea.cli.terminal.Terminal;
import io.fovea.pipeline.BarPeriod;
import java.time.Duration;

/** A run of a market pipeline, for a person. */
public final class MarketText {
    private final Terminal terminal;

    public MarketText(Terminal terminal) {
        this.terminal = terminal;
    }

    /** @param total until now, the JVM's own start included */
    public void print(MarketReport report, BarPeriod period, Duration total) {
        terminal.out().println();
        new EvaluationText(terminal).print(report.evaluation());
        terminal.out().println();
        SignalTable.print(report.newest(), period, terminal);
        terminal.out().println();
        if (report.inSample() > 0) {
            Paragraph.print(
                    "%s of %s signals are in-sample: the live network has learned from what came after them. They are no evidence of skill."
                            .formatted(Figures.count(report.inSample()), Figures.count(report.signals())),
                    terminal);
        }
        terminal.out().println(Figures.seconds(total) + " in all");
    }
}
