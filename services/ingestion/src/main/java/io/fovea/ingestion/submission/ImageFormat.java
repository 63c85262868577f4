package io.fovea.ingestion.submission;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.Optional;

/** An image format that preprocessing decodes, told by the first bytes: neither names nor media types can be trusted. */
enum ImageFormat {
    PNG("image/png", 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'),
    JPEG("image/jpeg", 0xff, 0xd8, 0xff),
    GIF("image/gif", 'G', 'I', 'F', '8'),
    BMP("image/bmp", 'B', 'M'),
    /** Little-endian, as satellites' tiles are; the other byte order is {@link #TIFF_BIG_ENDIAN}. */
    TIFF("image/tiff", 'I', 'I', '*', 0),
    TIFF_BIG_ENDIAN("image/tiff", 'M', 'M', 0, '*');

    private final String mediaType;
    private final ByteString signature;

    ImageFormat(String mediaType, int... signature) {
        this.mediaType = mediaType;
        byte[] bytes = new byte[signature.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) signature[i];
        }
        this.signature = ByteString.copyFrom(bytes);
    }

    static Optional<ImageFormat> of(ByteString encoded) {
        return Arrays.stream(values())
                .filter(format -> encoded.startsWith(format.signature))
                .findFirst();
    }

    /** Whether it holds bands. */
    boolean isTiff() {
        return this == TIFF || this == TIFF_BIG_ENDIAN;
    }

    String mediaType() {
        return mediaType;
    }
}
