package io.fovea.benchmarks.networks;

/** One engine with one network and one batch, ready to run it again and again. */
interface Contender extends AutoCloseable {
    /** All weights, moving statistics included. */
    long parameters();

    /** Steps of SGD on the same batch, fed from Java's memory at each. */
    double[] train(int steps);

    /** Answers for the batch, as often, each fed from Java's memory and read back into it. */
    void predict(int times);

    @Override
    void close();
}
