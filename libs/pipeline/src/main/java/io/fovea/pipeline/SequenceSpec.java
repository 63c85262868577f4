package io.fovea.pipeline;

/**
 * The label of an image is a sequence of classes, such as the digits of a house number.
 *
 * @param longest how many classes a sequence has at most
 */
public record SequenceSpec(int longest) {}
