package io.fovea.pipeline;

/**
 * How many examples the predictor answers at once.
 *
 * @param max at most this many
 * @param waitMillis how long a caller over HTTP or gRPC waits, at most, for others whose request is being read; a lone caller and
 *     records of a stream never wait
 */
public record BatchSpec(int max, int waitMillis) {}
