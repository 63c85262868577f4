package io.fovea.transforms;

/** BMP with Windows' header of 40 bytes or more, uncompressed; of 24 or 32 bits a pixel, or 8 with a grey palette. */
final class BmpHeader {

    private static final int INFO = 14;
    private static final int MIN_INFO_SIZE = 40;
    private static final int UNCOMPRESSED = 0;
    private static final int BIT_FIELDS = 3;

    private BmpHeader() {}

    static ImageHeader read(EncodedBytes bmp) {
        int infoSize = bmp.littleEndian32(INFO);
        int bits = bmp.littleEndian16(INFO + 14);
        int compression = bmp.littleEndian32(INFO + 16);
        boolean readable = infoSize >= MIN_INFO_SIZE
                && (compression == UNCOMPRESSED || (compression == BIT_FIELDS && bits == 32))
                && (bits == 24 || bits == 32 || (bits == 8 && hasGreyPalette(bmp, infoSize)));
        if (!readable) {
            throw ImageRejectedException.undecodable(
                    "The BMP is of a kind that is not read (%d bits a pixel,"
                            + " compression %d). Maybe save it as PNG.",
                    bits, compression);
        }
        // A negative height says that the top row comes first.
        int height = Math.abs(bmp.littleEndian32(INFO + 8));
        return new ImageHeader(ImageFormat.BMP, height, bmp.littleEndian32(INFO + 4));
    }

    /** TensorFlow takes an index into the palette for its grey. */
    private static boolean hasGreyPalette(EncodedBytes bmp, int infoSize) {
        int declared = bmp.littleEndian32(INFO + 32);
        int colours = declared == 0 ? 256 : Math.min(256, Math.max(0, declared));
        for (int i = 0; i < colours; i++) {
            int colour = bmp.littleEndian32(INFO + infoSize + 4 * i) & 0xffffff;
            if (colour != i * 0x010101) {
                return false;
            }
        }
        return true;
    }
}
