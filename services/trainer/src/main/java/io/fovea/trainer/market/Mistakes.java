package io.fovea.trainer.market;

import io.fovea.evaluation.Panel;
import io.fovea.evaluation.baselines.Features;
import io.fovea.evaluation.folds.Periods;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Mistakes of a published experiment, repeated on purpose where a pipeline asks for them. */
final class Mistakes {
    private Mistakes() {}

    /**
     * Windows in the reverse order of instruments and periods, labels as they were: each row has another's window. What
     * {@code sort_index(ascending=False)} on the features alone does.
     */
    static Panel misaligned(Panel panel, boolean[] members) {
        int[] order = IntStream.range(0, panel.size())
                .filter(row -> members[row])
                .boxed()
                .sorted(Comparator.<Integer, String>comparing(panel::instrument).thenComparingLong(panel::periodEnd))
                .mapToInt(Integer::intValue)
                .toArray();
        int width = panel.features().width();
        float[] values = panel.features().values().clone();
        double[] last = panel.lastReturn().clone();
        for (int i = 0; i < order.length; i++) {
            int from = order[order.length - 1 - i];
            System.arraycopy(panel.features().values(), from * width, values, order[i] * width, width);
            last[order[i]] = panel.lastReturn()[from];
        }
        return new Panel(
                panel.instruments(),
                panel.periodEnds(),
                panel.asOfs(),
                new Features(values, width),
                last,
                panel.dollarVolume(),
                panel.label());
    }

    /** Of the members those whose instrument is one in every period. */
    static boolean[] survivors(Panel panel, boolean[] members) {
        int periods = Periods.of(panel, members).count();
        Map<String, Integer> seen = new HashMap<>();
        for (int row = 0; row < members.length; row++) {
            if (members[row]) {
                seen.merge(panel.instrument(row), 1, Integer::sum);
            }
        }
        boolean[] surviving = Arrays.copyOf(members, members.length);
        for (int row = 0; row < members.length; row++) {
            surviving[row] = members[row] && seen.get(panel.instrument(row)) == periods;
        }
        return surviving;
    }
}
