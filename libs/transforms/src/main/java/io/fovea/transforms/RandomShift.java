package io.fovea.transforms;

import java.util.random.RandomGenerator;

/**
 * Moves a picture by a whole number of pixels each way; what moves in repeats the edge. For training only.
 *
 * @param fraction of height and width, the most that it is moved by; from 0, below 1
 */
public record RandomShift(double fraction) {

    public RandomShift {
        if (!(fraction >= 0 && fraction < 1)) {
            throw new IllegalArgumentException("Expected a fraction from 0, below 1, received %s.".formatted(fraction));
        }
    }

    /** Moves pixels {@code [height, width, channels]} in place; the same generator state gives the same picture. */
    public void apply(byte[] pixels, int height, int width, int channels, RandomGenerator random) {
        apply(pixels, 0, height, width, channels, random);
    }

    /** Moves one picture of a batch in place: the one whose pixels {@code [height, width, channels]} begin at an offset. */
    public void apply(byte[] batch, int offset, int height, int width, int channels, RandomGenerator random) {
        int down = drawn(height, random);
        int right = drawn(width, random);
        if (down != 0 || right != 0) {
            shift(batch, offset, height, width, channels, down, right);
        }
    }

    private int drawn(int extent, RandomGenerator random) {
        int most = (int) (fraction * extent);
        return random.nextInt(-most, most + 1);
    }

    private static void shift(byte[] batch, int offset, int height, int width, int channels, int down, int right) {
        int row = width * channels;
        byte[] picture = new byte[height * row];
        System.arraycopy(batch, offset, picture, 0, picture.length);
        int kept = (width - Math.abs(right)) * channels;
        for (int y = 0; y < height; y++) {
            int from = Math.min(height - 1, Math.max(0, y - down)) * row;
            int to = offset + y * row;
            System.arraycopy(
                    picture, from + Math.max(0, -right) * channels, batch, to + Math.max(0, right) * channels, kept);
            repeatEdge(batch, to, width, channels, right);
        }
    }

    private static void repeatEdge(byte[] batch, int row, int width, int channels, int right) {
        int edge = row + (right > 0 ? right : width - 1 + right) * channels;
        int begin = right > 0 ? 0 : width + right;
        for (int x = begin; x < begin + Math.abs(right); x++) {
            System.arraycopy(batch, edge, batch, row + x * channels, channels);
        }
    }
}
