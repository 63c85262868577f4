package io.fovea.ingestion.submission;

import java.util.List;

/** The images of one request, and those that could not even be read. */
public record ImageBatch(List<SubmittedImage> images, List<RejectedImage> unreadable) {
    public ImageBatch {
        images = List.copyOf(images);
        unreadable = List.copyOf(unreadable);
    }
}
