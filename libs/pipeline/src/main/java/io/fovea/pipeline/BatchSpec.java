package io.fovea.pipeline;

/**
 * How many examples the predictor answers at once.
 *
 * @param max at most this many
 * @param waitMillis how long a caller over HTTP waits for others to fill the batch; records of a stream never wait
 */
public record BatchSpec(int max, int waitMillis) {}
