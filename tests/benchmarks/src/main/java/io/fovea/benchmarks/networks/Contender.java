package io.fovea.benchmarks.networks;

/** One engine with one network and one batch, ready to run it again and again. */
interface Contender extends Predictor, AutoCloseable {
    /** The engine, as the table calls it. */
    String name();

    /** All weights, moving statistics included. */
    long parameters();

    /** Steps of SGD on the same batch, fed from Java's memory at each. */
    double[] train(int steps);

    @Override
    void close();
}
