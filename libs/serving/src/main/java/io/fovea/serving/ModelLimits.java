package io.fovea.serving;

import java.time.Duration;

/**
 * What models may take.
 *
 * @param bytes of all in memory, by their files, at most
 * @param slowestBatch the longest that a version may take for a batch at its warm-up; a slower one never becomes live
 */
public record ModelLimits(long bytes, Duration slowestBatch) {

    /** All that there is. */
    public static final ModelLimits NONE = new ModelLimits(ModelMemory.UNBOUNDED, Duration.ofDays(1));
}
