package io.fovea.cnn.layers;

/** What lies beyond the edges of an image. */
public enum Padding {
    /** Nothing: the window stays inside. */
    VALID {
        @Override
        long outputSize(long input, long window, long stride) {
            return Math.floorDiv(input - window, stride) + 1;
        }
    },
    /** As many zeros as make the output {@code ceil(input / stride)}; the odd one at the end, as in TensorFlow. */
    SAME {
        @Override
        long outputSize(long input, long window, long stride) {
            return -Math.floorDiv(-input, stride);
        }
    };

    /** Output size along an axis; below 1 where the window does not fit. */
    abstract long outputSize(long input, long window, long stride);
}
