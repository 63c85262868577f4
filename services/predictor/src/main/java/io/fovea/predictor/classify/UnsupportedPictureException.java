package io.fovea.predictor.classify;

/** What came in is no picture of a format that is taken. */
public final class UnsupportedPictureException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnsupportedPictureException(int bytes) {
        super(
                "UNSUPPORTED_MEDIA_TYPE: Send a JPEG or a PNG as the body; these %d bytes are neither by the first of them."
                        .formatted(bytes),
                null,
                false,
                false); // no stack trace per request
    }
}
