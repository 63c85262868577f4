package io.fovea.ingestion.submission;

import io.fovea.messaging.Rejection;

/**
 * How much one request may bring.
 *
 * @param maxImageBytes encoded bytes of one image
 * @param maxImagePixels declared height times width of one image
 * @param maxRequestBytes bytes of a request's body
 * @param maxImages images of one request, which is also one Kafka transaction
 */
public record IngestionLimits(long maxImageBytes, long maxImagePixels, long maxRequestBytes, int maxImages) {
    /** What a record may hold beside its image: label, boxes, source. */
    static final int MAX_DESCRIPTION_BYTES = 64 * 1024;

    public IngestionLimits {
        if (maxImageBytes < 1 || maxImagePixels < 1 || maxRequestBytes < maxImageBytes || maxImages < 1) {
            throw new IllegalArgumentException(
                    "Limits of %,d bytes and %,d pixels an image, %,d bytes and %,d images a request: each must be positive, and a request must hold one image."
                            .formatted(maxImageBytes, maxImagePixels, maxRequestBytes, maxImages));
        }
        if (maxImageBytes > Integer.MAX_VALUE - 2 * MAX_DESCRIPTION_BYTES) {
            throw new IllegalArgumentException(
                    "A limit of %,d bytes an image: an image must fit into one array.".formatted(maxImageBytes));
        }
    }

    InadmissibleException tooManyPixels(long pixels) {
        return InadmissibleException.as(
                new Rejection.ImageTooLarge("%,d pixels, where %,d are allowed".formatted(pixels, maxImagePixels)));
    }

    /** Says of an image that it has more bytes than are allowed. */
    public InadmissibleException imageTooLarge(long bytes) {
        return InadmissibleException.as(
                new Rejection.ImageTooLarge("%,d bytes, where %,d are allowed".formatted(bytes, maxImageBytes)));
    }
}
