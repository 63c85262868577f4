package io.fovea.pipeline;

/** A layer of the head that learns on a backbone's features. The layer of one logit a class follows the last one. */
public sealed interface HeadLayer {

    /**
     * A fully connected layer.
     *
     * @param activation {@code linear}, the default, {@code relu}, {@code tanh} or {@code sigmoid}
     */
    record Dense(int units, String activation) implements HeadLayer {}

    /**
     * Drops features at random while training.
     *
     * @param rate the share that is dropped, above 0 and below 1
     */
    record Dropout(double rate) implements HeadLayer {}
}
