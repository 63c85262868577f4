package io.fovea.cnn.data;

import java.util.random.RandomGenerator;

/** Changes an image a little, so that training sees more of them. */
@FunctionalInterface
public interface ImageAugmentation {
    /** Changes {@code pixels} in place: UINT8, row-major {@code [height, width, channels]}. */
    void apply(byte[] pixels, int height, int width, int channels, RandomGenerator random);
}
