package io.fovea.ingestion.submission;

/** A request brings more than the service takes at once; the message says how much that is. */
public final class TooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private TooLargeException(String message) {
        super(message);
    }

    static TooLargeException image(long maxBytes) {
        return new TooLargeException(
                "The image is larger than %,d bytes. Maybe send it smaller, or raise fovea.ingestion.max-image-bytes."
                        .formatted(maxBytes));
    }

    static TooLargeException request(long maxBytes) {
        return new TooLargeException(
                "The request is larger than %,d bytes. Maybe send the images in several requests, or raise fovea.ingestion.max-request-bytes."
                        .formatted(maxBytes));
    }

    static TooLargeException images(int maxImages) {
        return new TooLargeException(
                "The request has more than %,d images. Maybe send them in several requests, or raise fovea.ingestion.max-images."
                        .formatted(maxImages));
    }

    /** More bars than one request may bring. */
    public static TooLargeException bars(int maxBars) {
        return new TooLargeException("The request has more than %,d bars. Send several.".formatted(maxBars));
    }
}
