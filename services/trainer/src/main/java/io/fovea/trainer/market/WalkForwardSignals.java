package io.fovea.trainer.market;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.evaluation.Panel;
import java.time.Instant;
import java.util.Map;

/**
 * What each fold's own network said of its test windows, as CSV: the only signals of the past that a strategy can be tried on, since the
 * network that goes live has learned from that past.
 */
final class WalkForwardSignals {
    private WalkForwardSignals() {}

    /** Oldest fold first; a fold's rows by period and instrument. */
    static byte[] csv(Experiment experiment, Map<String, FoldOutcome> outcomes) {
        StringBuilder csv = new StringBuilder("instrument,period_end,as_of,fold,score,forward_return\n");
        Panel panel = experiment.panel();
        experiment.folds().forEach(fold -> {
            double[] scores = outcomes.get(Experiment.NETWORK + fold.number()).scores();
            for (int i = 0; i < scores.length; i++) {
                int row = fold.test()[i];
                csv.append(quoted(panel.instrument(row))).append(',');
                csv.append(Instant.ofEpochMilli(panel.periodEnd(row))).append(',');
                csv.append(Instant.ofEpochMilli(panel.asOf(row))).append(',');
                csv.append(fold.number()).append(',');
                csv.append((float) scores[i]).append(',');
                csv.append((float) panel.label()[row].forwardReturn()).append('\n');
            }
        });
        return csv.toString().getBytes(UTF_8);
    }

    private static String quoted(String instrument) {
        return instrument.matches("[^,\"]*") ? instrument : '"' + instrument.replace("\"", "\"\"") + '"';
    }
}
