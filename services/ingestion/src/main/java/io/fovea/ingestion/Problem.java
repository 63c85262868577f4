package io.fovea.ingestion;

/**
 * Why a request was not served.
 *
 * @param code stable, for programs
 * @param explanation a sentence, for people
 */
public record Problem(String code, String explanation) {}
