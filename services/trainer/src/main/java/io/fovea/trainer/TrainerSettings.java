package io.fovea.trainer;

import io.fovea.cnn.Device;
import java.time.Duration;

/**
 * What a trainer needs to know.
 *
 * @param name which trainer it is, for its events
 * @param attempts how often a job may be begun without a checkpoint in between
 * @param checkpointInterval between two checkpoints within an epoch, at least
 * @param progressInterval between two events within an epoch, at least
 */
public record TrainerSettings(
        String name, Device device, int attempts, Duration checkpointInterval, Duration progressInterval) {}
