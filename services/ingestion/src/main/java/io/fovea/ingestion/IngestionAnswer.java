package io.fovea.ingestion;

import io.fovea.ingestion.submission.RejectedImage;
import java.util.List;

/**
 * What became of the images of one request.
 *
 * @param accepted images that were published
 * @param duplicates images that the pipeline has already, with the same label and split
 * @param rejected images that the pipeline cannot use, in the request's order
 */
public record IngestionAnswer(int accepted, int duplicates, List<RejectedImage> rejected) {
    public IngestionAnswer {
        rejected = List.copyOf(rejected);
    }
}
