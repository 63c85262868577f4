package io.fovea.ingestion.bars;

import java.util.List;

/**
 * What became of the bars of one request.
 *
 * @param accepted bars that were published
 * @param duplicates bars that the pipeline has already, with the same numbers
 * @param rejected bars that can be none of the pipeline's, in the request's order
 */
public record BarsAnswer(int accepted, int duplicates, List<RejectedBar> rejected) {
    public BarsAnswer {
        rejected = List.copyOf(rejected);
    }
}
