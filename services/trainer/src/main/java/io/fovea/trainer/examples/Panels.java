package io.fovea.trainer.examples;

import io.fovea.evaluation.Panel;
import io.fovea.evaluation.baselines.Features;
import io.fovea.pipeline.WindowSpec;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Windows as columns. */
final class Panels {
    private Panels() {}

    /** Ordered by period and instrument, so that it does not matter when a record arrived or in which partition. */
    static Panel of(Collection<LabelledWindow> windows, WindowSpec spec) {
        List<LabelledWindow> ordered = windows.stream()
                .sorted(Comparator.comparingLong(LabelledWindow::periodEnd).thenComparing(LabelledWindow::instrument))
                .toList();
        int width = spec.rows() * spec.channels().size();
        int last = spec.newest() + Math.max(0, spec.channels().indexOf(WindowSpec.Channel.RETURN));
        Panel panel = empty(ordered.size(), width);
        for (int row = 0; row < ordered.size(); row++) {
            LabelledWindow window = ordered.get(row);
            panel.instruments()[row] = window.instrument();
            panel.periodEnds()[row] = window.periodEnd();
            panel.asOfs()[row] = window.asOf();
            System.arraycopy(window.values(), 0, panel.features().values(), row * width, width);
            panel.lastReturn()[row] = window.values()[last];
            panel.dollarVolume()[row] = window.dollarVolume();
            panel.label()[row] = window.label();
        }
        return panel;
    }

    private static Panel empty(int rows, int width) {
        return new Panel(
                new String[rows],
                new long[rows],
                new long[rows],
                new Features(new float[Math.multiplyExact(rows, width)], width),
                new double[rows],
                new double[rows],
                new Panel.Label[rows]);
    }
}
