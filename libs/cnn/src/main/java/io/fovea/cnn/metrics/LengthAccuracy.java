package io.fovea.cnn.metrics;

import io.fovea.cnn.sequences.SequenceHeads;

/**
 * How many of the sequences have the length that the head for it gives; targets and outputs as for {@link
 * io.fovea.cnn.losses.SequenceCrossentropy}.
 *
 * @param name what it is called in logs
 */
public record LengthAccuracy(SequenceHeads heads, String name) implements Metric {
    /** Called {@code length_accuracy}. */
    public LengthAccuracy(SequenceHeads heads) {
        this(heads, "length_accuracy");
    }

    @Override
    public Accumulator start() {
        return new SequenceShare(heads, (target, logits) ->
                new boolean[] {SequenceShare.largest(logits, 0, heads.longest()) == SequenceShare.length(target) - 1});
    }
}
