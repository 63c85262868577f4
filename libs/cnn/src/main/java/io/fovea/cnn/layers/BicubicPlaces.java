package io.fovea.cnn.layers;

import io.fovea.cnn.HostTensor;

/**
 * The weights by which each new place of an axis is made of the old ones, as TensorFlow's {@code ResizeBicubic} has them with half-pixel
 * centres: Keys' kernel (1981, a = -0.5) from a table of 1024 places between two pixels, pixels beyond the edge left out and the others
 * made to add up to 1.
 */
final class BicubicPlaces {
    private static final int TABLE = 1024;
    private static final double A = -0.5;

    private BicubicPlaces() {}

    /** {@code [to, from]}, or {@code [from, to]} where transposed. */
    static HostTensor matrix(int from, int to, boolean transposed) {
        float[] values = new float[Math.multiplyExact(from, to)];
        for (int place = 0; place < to; place++) {
            float[] weights = weights(from, to, place);
            for (int pixel = 0; pixel < from; pixel++) {
                values[transposed ? pixel * to + place : place * from + pixel] = weights[pixel];
            }
        }
        return HostTensor.float32(transposed ? new long[] {from, to} : new long[] {to, from}, values);
    }

    private static float[] weights(int from, int to, int place) {
        float at = (place + 0.5f) * ((float) from / to) - 0.5f;
        int left = (int) Math.floor(at);
        double beyond = Math.rint((at - left) * (double) TABLE) / TABLE;
        float[] weights = new float[from];
        float sum = 0;
        for (int pixel = Math.max(0, left - 1); pixel <= Math.min(from - 1, left + 2); pixel++) {
            weights[pixel] = (float) kernel(Math.abs(pixel - left - beyond));
            sum += weights[pixel];
        }
        for (int pixel = 0; pixel < from; pixel++) {
            weights[pixel] /= sum;
        }
        return weights;
    }

    private static double kernel(double distance) {
        return distance <= 1
                ? ((A + 2) * distance - (A + 3)) * distance * distance + 1
                : ((A * distance - 5 * A) * distance + 8 * A) * distance - 4 * A;
    }
}
