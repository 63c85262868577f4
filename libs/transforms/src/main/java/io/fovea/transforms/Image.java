package io.fovea.transforms;

/**
 * A decoded picture.
 *
 * @param channels 1 for grey, 3 for red, green, blue, more for bands
 * @param pixels {@code [height, width, channels]}, row-major, a byte from 0 to 255 each; not copied, so leave it as it is
 */
@SuppressWarnings("ArrayRecordComponent") // pixels are many and are not copied
public record Image(int height, int width, int channels, byte[] pixels) {

    public Image {
        if ((long) height * width * channels != pixels.length) {
            throw new IllegalArgumentException(
                    "Expected %d x %d x %d bytes, received %d.".formatted(height, width, channels, pixels.length));
        }
    }

    /** {@code [height, width, channels]}. */
    public long[] shape() {
        return new long[] {height, width, channels};
    }
}
