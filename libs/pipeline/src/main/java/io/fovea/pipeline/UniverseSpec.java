package io.fovea.pipeline;

/**
 * Which instruments belong to a period, by what was known at its end: those that were traded most.
 *
 * @param top how many
 * @param over periods whose dollar volume counts, the last ones of the window
 */
public record UniverseSpec(int top, int over) {}
