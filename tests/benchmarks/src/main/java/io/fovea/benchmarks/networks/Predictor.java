package io.fovea.benchmarks.networks;

/** What answers for one batch, again and again. */
interface Predictor {
    /** Answers for the batch, as often, each fed from Java's memory and read back into it. */
    void predict(int times);
}
