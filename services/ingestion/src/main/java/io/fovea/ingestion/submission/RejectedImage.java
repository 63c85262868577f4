package io.fovea.ingestion.submission;

/**
 * An image that was not taken, and why.
 *
 * @param index its place in the request, from 0
 * @param source where its sender has it from; empty when unknown
 * @param code stable, for programs, such as UNKNOWN_LABEL
 * @param explanation a sentence, for people
 */
public record RejectedImage(int index, String source, String code, String explanation) {

    static RejectedImage of(int index, String source, InadmissibleException why) {
        return new RejectedImage(index, source, why.code(), why.explanation());
    }
}
