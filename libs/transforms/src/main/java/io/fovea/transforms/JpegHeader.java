package io.fovea.transforms;

/** JPEG (ITU-T T.81): the first start-of-frame segment has height and width. */
final class JpegHeader {

    private static final int AFTER_START_OF_IMAGE = 2;
    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;

    private JpegHeader() {}

    static ImageHeader read(EncodedBytes jpeg) {
        int offset = AFTER_START_OF_IMAGE;
        while (true) {
            offset = afterMarker(jpeg, offset);
            int marker = jpeg.unsigned(offset - 1);
            if (isStartOfFrame(marker)) {
                return new ImageHeader(ImageFormat.JPEG, jpeg.bigEndian16(offset + 3), jpeg.bigEndian16(offset + 5));
            }
            if (marker == START_OF_SCAN || marker == END_OF_IMAGE) {
                throw ImageRejectedException.undecodable("The JPEG has pixels before it declares their number.");
            }
            offset += standsAlone(marker) ? 0 : Math.max(2, jpeg.bigEndian16(offset));
        }
    }

    /** The offset behind the next marker: any 0xff bytes, then one that is neither 0x00 nor 0xff. */
    private static int afterMarker(EncodedBytes jpeg, int from) {
        int offset = from;
        while (true) {
            while (jpeg.unsigned(offset) != 0xff) {
                offset++;
            }
            while (jpeg.unsigned(offset) == 0xff) {
                offset++;
            }
            offset++;
            if (jpeg.unsigned(offset - 1) != 0) {
                return offset;
            }
        }
    }

    private static boolean isStartOfFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private static boolean standsAlone(int marker) {
        return marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7);
    }
}
