package io.fovea.pipeline;

/** What is done to a training example's pixels, anew in each epoch. */
public sealed interface AugmentSpec {

    /** Whether two examples are mixed, and their labels with them. */
    default boolean mixes() {
        return false;
    }

    /**
     * Moves the picture by a whole number of pixels, up to this fraction of its height and width, each way.
     *
     * @param fraction above 0, up to 0.5
     */
    record Shift(double fraction) implements AugmentSpec {}

    /** Mirrors every second picture, on the average, each way that is allowed. */
    record Flip(boolean horizontal, boolean vertical) implements AugmentSpec {}

    /** Turns the picture about its middle, up to so many degrees each way. */
    record Rotate(double degrees) implements AugmentSpec {}

    /**
     * Makes the picture larger or smaller about its middle, by up to this fraction.
     *
     * @param fraction above 0, up to 0.5
     */
    record Zoom(double fraction) implements AugmentSpec {}

    /** Puts so many black pixels around the picture and cuts one of the old size out of it. */
    record RandomCrop(int padding) implements AugmentSpec {}

    /** Adds up to this share of the brightest value, or takes it away. */
    record Brightness(double factor) implements AugmentSpec {}

    /** Moves pixels from the mean of their channel, or to it, by up to this share of their distance. */
    record Contrast(double factor) implements AugmentSpec {}

    /** Multiplies HSV's saturation by 1, less or more this at most. */
    record Saturation(double factor) implements AugmentSpec {}

    /** Turns HSV's hue by up to this share of the circle, each way. */
    record Hue(double factor) implements AugmentSpec {}

    /** Covers a square of so many pixels with the picture's mean; part of it may lie outside. DeVries and Taylor (2017), arXiv:1708.04552. */
    record Cutout(int pixels) implements AugmentSpec {}

    /** Blends with another example, by a share from Beta(alpha, alpha). Zhang et al. (2018), arXiv:1710.09412. */
    record Mixup(double alpha) implements AugmentSpec {

        @Override
        public boolean mixes() {
            return true;
        }
    }

    /** Puts a box of another example in, whose share is from Beta(alpha, alpha). Yun et al. (2019), arXiv:1905.04899. */
    record Cutmix(double alpha) implements AugmentSpec {

        @Override
        public boolean mixes() {
            return true;
        }
    }
}
