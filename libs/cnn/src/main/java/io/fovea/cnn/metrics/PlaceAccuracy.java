package io.fovea.cnn.metrics;

import io.fovea.cnn.sequences.SequenceHeads;

/**
 * How many of the classes of all sequences, each at its place, the head for that place gives: the accuracy a digit of house numbers.
 * Nothing is asked beyond a sequence's end. Targets and outputs as for {@link io.fovea.cnn.losses.SequenceCrossentropy}.
 *
 * @param name what it is called in logs
 */
public record PlaceAccuracy(SequenceHeads heads, String name) implements Metric {
    /** Called {@code place_accuracy}. */
    public PlaceAccuracy(SequenceHeads heads) {
        this(heads, "place_accuracy");
    }

    @Override
    public Accumulator start() {
        return new SequenceShare(heads, (target, logits) -> {
            boolean[] right = new boolean[SequenceShare.length(target)];
            for (int place = 0; place < right.length; place++) {
                right[place] = SequenceShare.largest(logits, heads.begin(place), heads.classes()) == target[place];
            }
            return right;
        });
    }
}
