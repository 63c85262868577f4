package io.fovea.transforms;

import java.util.List;
import java.util.Optional;

/** The formats that are read, told by their first bytes. */
public enum ImageFormat {
    PNG("image/png", "\211PNG\r\n\032\n"),
    JPEG("image/jpeg", "\377\330\377"),
    GIF("image/gif", "GIF8"),
    BMP("image/bmp", "BM"),
    /** Of bands; told from other formats by either byte order. */
    TIFF("image/tiff", "II*\0", "MM\0*");

    private final String mediaType;
    private final List<String> signatures;

    ImageFormat(String mediaType, String... signatures) {
        this.mediaType = mediaType;
        this.signatures = List.of(signatures);
    }

    /** Such as {@code image/png}. */
    public String mediaType() {
        return mediaType;
    }

    /** The format of these encoded bytes, when it is one that is read. */
    public static Optional<ImageFormat> of(byte[] encoded) {
        for (ImageFormat format : values()) {
            if (format.signatures.stream().anyMatch(signature -> begins(encoded, signature))) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    private static boolean begins(byte[] encoded, String signature) {
        if (encoded.length < signature.length()) {
            return false;
        }
        for (int i = 0; i < signature.length(); i++) {
            if ((encoded[i] & 0xff) != signature.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
