package io.fovea.cnn.metrics;

import io.fovea.cnn.HostTensor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A number that tells how good outputs are, over a whole data set: exact, whatever the size of the batches. Immutable; what it
 * counts while it goes through the data is in the {@link Accumulator}.
 *
 * <p>Metrics take a model's outputs as they stand. Where a model ends in logits, they are logits.
 */
public interface Metric {
    /** What it is called in logs, such as {@code accuracy}; {@code val_accuracy} for a validation set. */
    String name();

    /** Starts anew, before the first batch. */
    Accumulator start();

    /** The metric of these examples alone, each counting 1; see {@link Accumulator#add}. */
    default double of(HostTensor targets, HostTensor outputs) {
        Accumulator accumulator = start();
        accumulator.add(targets, outputs, null);
        return accumulator.result();
    }

    /** Goes through a data set batch by batch. Not for several threads. */
    interface Accumulator {
        /**
         * Takes a batch.
         *
         * @param targets what is right, batch axis first
         * @param outputs the model's outputs for it, batch axis first, FLOAT32
         * @param sampleWeights how much each example counts, 0 or more; null where each counts 1
         * @throws IllegalArgumentException where shapes, types or values are none that the metric is made for; it says which
         */
        void add(HostTensor targets, HostTensor outputs, float @Nullable [] sampleWeights);

        /** The metric over all that was added; NaN where it is not defined there, as before the first example. */
        double result();

        /** What must be kept for {@link #restore}, so that a run which stopped in the middle of an epoch can go on. */
        Map<String, HostTensor> state();

        /** Goes back to what {@link #state} gave. */
        void restore(Map<String, HostTensor> state);
    }
}
