package io.fovea.transforms;

import java.util.Arrays;

/**
 * The first picture of a GIF (89a), found without decoding.
 *
 * <p>TensorFlow decodes every frame before it gives the first, each as large as it says: so the rest is cut off here.
 *
 * @param header declares the larger of the screen and the frame, each way
 * @param end offset behind the first frame
 */
record GifFrame(ImageHeader header, int end) {

    private static final int SCREEN = 6;
    private static final int BLOCKS = 13;
    private static final int EXTENSION = 0x21;
    private static final int PICTURE = 0x2c;
    private static final int TRAILER = 0x3b;

    static GifFrame first(EncodedBytes gif) {
        int offset = BLOCKS + paletteBytes(gif.unsigned(SCREEN + 4));
        while (gif.unsigned(offset) == EXTENSION) {
            offset = afterSubBlocks(gif, offset + 2);
        }
        if (gif.unsigned(offset) != PICTURE) {
            throw ImageRejectedException.undecodable("The GIF has no picture.");
        }
        int height = Math.max(gif.littleEndian16(SCREEN + 2), gif.littleEndian16(offset + 7));
        int width = Math.max(gif.littleEndian16(SCREEN), gif.littleEndian16(offset + 5));
        int pixels = offset + 10 + paletteBytes(gif.unsigned(offset + 9));
        return new GifFrame(new ImageHeader(ImageFormat.GIF, height, width), afterSubBlocks(gif, pixels + 1));
    }

    /** The GIF with this frame only. */
    byte[] alone(byte[] gif) {
        byte[] alone = Arrays.copyOf(gif, end + 1);
        alone[end] = TRAILER;
        return alone;
    }

    /** Bytes of the palette that packed flags announce: 3 for each of 2 to 256 colours, or none. */
    private static int paletteBytes(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private static int afterSubBlocks(EncodedBytes gif, int from) {
        int offset = from;
        while (gif.unsigned(offset) != 0) {
            offset += 1 + gif.unsigned(offset);
        }
        return offset + 1;
    }
}
