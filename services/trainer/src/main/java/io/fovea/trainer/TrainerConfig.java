package io.fovea.trainer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Settings under {@code fovea.trainer.*}; {@code TrainerConfigTest} pins every name and default. */
@ConfigMapping(prefix = "fovea.trainer")
public interface TrainerConfig {
    /** Stable name of this process; two trainers must not share one. */
    @WithDefault("${fovea.instance:local}")
    String instance();

    /** Where models and checkpoints lie, a URI; the same for all services. */
    @WithDefault("${fovea.storage}")
    URI storage();

    /** Where networks are trained: {@code auto} (the first GPU, else the processor), {@code cpu}, {@code gpu:0}. */
    @WithDefault("auto")
    String device();

    /**
     * How often a job may be begun without a checkpoint in between; then it fails, since it seems to take its trainer
     * down with it.
     */
    @WithDefault("20")
    int attempts();

    /** Between two checkpoints within an epoch, at least: what a trainer that dies has trained in vain; each epoch's end has one too. */
    @WithDefault("30s")
    Duration checkpointInterval();

    /** Between two events within an epoch, at least; for live displays. */
    @WithDefault("1s")
    Duration progressInterval();

    /** How long a transaction that is still open within a job's offsets is waited for; then the job fails. */
    @WithDefault("2m")
    Duration patience();

    /** Between two attempts at a job while Kafka is away. */
    @WithDefault("2s")
    Duration outagePause();
}
