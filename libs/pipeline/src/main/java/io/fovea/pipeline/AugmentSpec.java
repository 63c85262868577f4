package io.fovea.pipeline;

/** What is done to a training example's pixels, anew in each epoch. */
public sealed interface AugmentSpec {

    /**
     * Moves the picture by a whole number of pixels, up to this fraction of its height and width, each way.
     *
     * @param fraction above 0, up to 0.5
     */
    record Shift(double fraction) implements AugmentSpec {}
}
