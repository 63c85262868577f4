package io.fovea.benchmarks.networks;

import java.util.Arrays;

/** Images a second over several rounds. */
@SuppressWarnings("ArrayRecordComponent") // a round each
record Rate(double[] rounds) {
    double median() {
        double[] sorted = rounds.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
