package io.fovea.cnn;

import org.tensorflow.proto.ConfigProto;

/**
 * How a training session uses its threads, by what a step of a batch costs. Where that is little, each operation has one thread,
 * and operations that do not need each other, such as a layer's two gradients, run beside each other (ADR 16).
 */
final class TrainingThreads {
    /** In one step's forward pass; above, two cores are as fast either way (docs/BENCHMARKS.md), and more are slower. */
    private static final long LITTLE = 1_000_000_000;

    /** In one step's forward pass; below, the second half's own operations cost what they save. */
    private static final long WORTH_HALVING = 10_000_000;

    private final ConfigProto whole;
    private final ConfigProto apart;
    private final long multiplications;

    /** @param whole all threads for each operation */
    TrainingThreads(TrainingGraph graph, Options options, ConfigProto whole) {
        this.whole = whole;
        this.apart = apart(options)
                ? whole.toBuilder().setIntraOpParallelismThreads(1).build()
                : whole;
        this.multiplications = graph.multiplications();
    }

    ConfigProto forBatches(int size) {
        return little(multiplications, size) ? apart : whole;
    }

    static boolean apart(Options options) {
        return options.replicas() == 1 && TensorFlowRuntime.keepsThreadsApart(options.device());
    }

    static boolean little(long multiplications, int size) {
        return multiplications < LITTLE / size;
    }

    /** Whether two halves of a batch of so many examples, beside each other, are faster than all of it on all threads. */
    static boolean worthHalving(long multiplications, int size) {
        return size > 1 && little(multiplications, size) && multiplications * size >= WORTH_HALVING;
    }
}
