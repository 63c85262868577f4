package io.fovea.pipeline;

import java.time.Duration;

/**
 * When drift asks for a training by itself.
 *
 * @param after windows in a row, at least, in each of which something has drifted
 * @param pause since the pipeline's last training job, whoever asked for it, at least
 */
public record RetrainSpec(int after, Duration pause) {}
