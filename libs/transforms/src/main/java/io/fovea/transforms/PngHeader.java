package io.fovea.transforms;

/** PNG (ISO/IEC 15948): the chunk IHDR comes first and has width and height. */
final class PngHeader {

    private static final int FIRST_CHUNK = 8;
    private static final int IHDR = 0x49484452;

    private PngHeader() {}

    static ImageHeader read(EncodedBytes png) {
        if (png.bigEndian32(FIRST_CHUNK + 4) != IHDR) {
            throw ImageRejectedException.undecodable("The PNG does not begin with its header chunk.");
        }
        return new ImageHeader(ImageFormat.PNG, png.bigEndian32(FIRST_CHUNK + 12), png.bigEndian32(FIRST_CHUNK + 8));
    }
}
