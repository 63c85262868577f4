package io.fovea.transforms;

/**
 * What an encoded image declares about itself, read without decoding it.
 *
 * @param height in pixels, above 0
 * @param width in pixels, above 0
 */
public record ImageHeader(ImageFormat format, int height, int width) {

    public ImageHeader {
        if (height < 1 || width < 1) {
            throw ImageRejectedException.undecodable(
                    "The %s declares %d x %d pixels; allowed: 1 or more each way.", format, height, width);
        }
    }

    /**
     * Reads the header.
     *
     * @throws ImageRejectedException {@code UNDECODABLE_IMAGE} when it is of no format that is read, or ends too early
     */
    public static ImageHeader read(byte[] encoded) {
        ImageFormat format = ImageFormat.of(encoded).orElseThrow(() -> unknown(encoded));
        EncodedBytes bytes = new EncodedBytes(format, encoded);
        return switch (format) {
            case PNG -> PngHeader.read(bytes);
            case JPEG -> JpegHeader.read(bytes);
            case GIF -> GifFrame.first(bytes).header();
            case BMP -> BmpHeader.read(bytes);
            case TIFF -> BandsTiff.header(encoded);
        };
    }

    /** Declared pixels: height times width. */
    public long pixelCount() {
        return (long) height * width;
    }

    private static ImageRejectedException unknown(byte[] encoded) {
        return encoded.length == 0
                ? ImageRejectedException.undecodable("The image is empty.")
                : ImageRejectedException.undecodable(
                        "The %d bytes are no PNG, JPEG, GIF, BMP or TIFF by their first bytes.", encoded.length);
    }
}
