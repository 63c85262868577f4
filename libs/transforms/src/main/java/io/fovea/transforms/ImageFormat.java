package io.fovea.transforms;

import java.util.Optional;

/** The formats that are read, told by their first bytes. */
public enum ImageFormat {
    PNG("image/png", 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'),
    JPEG("image/jpeg", 0xff, 0xd8, 0xff),
    GIF("image/gif", 'G', 'I', 'F', '8'),
    BMP("image/bmp", 'B', 'M');

    private final String mediaType;
    private final int[] signature;

    ImageFormat(String mediaType, int... signature) {
        this.mediaType = mediaType;
        this.signature = signature;
    }

    /** Such as {@code image/png}. */
    public String mediaType() {
        return mediaType;
    }

    /** The format of these encoded bytes, when it is one that is read. */
    public static Optional<ImageFormat> of(byte[] encoded) {
        for (ImageFormat format : values()) {
            if (format.begins(encoded)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    private boolean begins(byte[] encoded) {
        if (encoded.length < signature.length) {
            return false;
        }
        for (int i = 0; i < signature.length; i++) {
            if ((encoded[i] & 0xff) != signature[i]) {
                return false;
            }
        }
        return true;
    }
}
