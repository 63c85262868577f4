package io.fovea.ingestion.bars;

/**
 * A bar that was not taken, and why.
 *
 * @param index its place in the request, from 0
 * @param code stable, for programs: INVALID_BAR or FUTURE_BAR
 * @param explanation a sentence, for people
 */
public record RejectedBar(int index, String code, String explanation) {}
