package io.fovea.trainer.retraining;

import io.fovea.proto.drift.v1.Drift;
import java.util.HashMap;
import java.util.Map;

/** How many windows in a row something has drifted in, of each version of one pipeline. It follows from the events alone, so they can be read again. */
final class Streaks {

    private final Map<String, Integer> drifted = new HashMap<>(); // by model version

    /** Takes in the next window, and says how many in a row it is the last of. */
    int of(Drift window) {
        if (window.getDriftedCount() == 0) {
            drifted.remove(window.getModelVersion());
            return 0;
        }
        return drifted.merge(window.getModelVersion(), 1, Integer::sum);
    }
}
