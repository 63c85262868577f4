package io.fovea.transforms;

import io.fovea.pipeline.BandsSpec;

/**
 * A picture of several bands, such as the 13 of Sentinel-2 that EuroSAT has.
 *
 * @param bitsPerValue of the file's unsigned whole numbers, 8 or 16
 * @param values {@code [height, width, bands]}, row-major, as the file has them; not copied, so leave them as they are
 */
@SuppressWarnings("ArrayRecordComponent") // values are many and are not copied
public record Bands(int height, int width, int bands, int bitsPerValue, float[] values) {

    public Bands {
        if ((long) height * width * bands != values.length) {
            throw new IllegalArgumentException(
                    "Expected %d x %d x %d values, received %d.".formatted(height, width, bands, values.length));
        }
    }

    /**
     * As bytes: what is declared of each band becomes 0 to 255, and what lies beyond is clipped.
     *
     * @throws ImageRejectedException where the picture has another number of bands
     */
    Image image(BandsSpec declared) {
        if (bands != declared.count()) {
            throw ImageRejectedException.undecodable("The TIFF has %d bands; expected %d.", bands, declared.count());
        }
        byte[] pixels = new byte[values.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) declared.pixel(i % bands, values[i]);
        }
        return new Image(height, width, bands, pixels);
    }

    /** In a word, for people: {@code 64x64x13 uint16}. */
    public String size() {
        return "%dx%dx%d uint%d".formatted(width, height, bands, bitsPerValue);
    }
}
