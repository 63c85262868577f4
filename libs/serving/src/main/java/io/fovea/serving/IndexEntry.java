package io.fovea.serving;

/**
 * A version of a model, as a repository's index has it.
 *
 * @param ready whether it answers now
 * @param reason why not; empty where it does
 */
public record IndexEntry(String model, String version, boolean ready, String reason) {}
