package io.fovea.ingestion.submission;

import io.fovea.proto.image.v1.ImageRecord;

/**
 * An image as a client sent it, not checked yet.
 *
 * @param index its place in the request, from 0
 */
public record SubmittedImage(int index, ImageRecord image) {

    /** Says to the client that it was not taken. */
    public RejectedImage rejected(InadmissibleException why) {
        return RejectedImage.of(index, image.getSource(), why);
    }
}
