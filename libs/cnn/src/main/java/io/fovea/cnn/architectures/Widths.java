package io.fovea.cnn.architectures;

import io.fovea.cnn.layers.ZeroPadding2D;
import org.tensorflow.ndarray.Shape;

/** How Keras rounds numbers of filters, and pads before a convolution of stride 2. */
final class Widths {
    private Widths() {}

    /**
     * The width, how many times its filters a network has.
     *
     * @throws IllegalArgumentException where the width is not above 0
     */
    static double require(String network, double width) {
        if (!(width > 0)) {
            throw new IllegalArgumentException("%s: the width is above 0, received %s.".formatted(network, width));
        }
        return width;
    }

    /** The nearest multiple of 8, but not less than nine tenths of {@code filters}. */
    static int divisibleBy8(double filters) {
        int rounded = Math.max(8, (int) (filters + 4) / 8 * 8);
        return rounded < 0.9 * filters ? rounded + 8 : rounded;
    }

    /** Zeros around {@code [height, width, channels]} that make padding VALID with stride 2 end at the last pixel. */
    static ZeroPadding2D paddingFor(Shape image, int kernelSize) {
        int after = kernelSize / 2;
        int top = after - (image.get(0) % 2 == 0 ? 1 : 0);
        int left = after - (image.get(1) % 2 == 0 ? 1 : 0);
        return new ZeroPadding2D(top, after, left, after);
    }
}
