package io.fovea.transforms;

/**
 * What is refused before it is decoded.
 *
 * @param maxBytes of the encoded image
 * @param maxPixels declared height times width
 */
public record ImageLimits(long maxBytes, long maxPixels) {

    public ImageLimits {
        if (maxBytes < 1 || maxPixels < 1) {
            throw new IllegalArgumentException(
                    "Expected limits above 0, received %d bytes and %d pixels.".formatted(maxBytes, maxPixels));
        }
    }

    /** 20 MiB and 25 million pixels, which take at most 100 MB while they are decoded. */
    public static ImageLimits defaults() {
        return new ImageLimits(20L << 20, 25_000_000);
    }
}
