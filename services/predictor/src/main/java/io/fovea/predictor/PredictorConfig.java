package io.fovea.predictor;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Settings under {@code fovea.predictor.*}; {@code PredictorConfigTest} pins names and defaults. */
@ConfigMapping(prefix = "fovea.predictor")
interface PredictorConfig {

    /** Where models run: {@code auto} takes a GPU when there is one, else {@code cpu} or {@code gpu:0}. */
    @WithDefault("auto")
    String device();

    /** Classes that a prediction lists at most, best first; all probabilities are in its tensor in any case. */
    @WithDefault("5")
    int top();

    /** After which a model version that was refused is tried again: its artefact may have been repaired. */
    @WithDefault("30s")
    Duration modelRetry();

    /** Where Kafka Streams keeps its locks. */
    @WithDefault("${fovea.state-dir:.fovea/state}")
    Path stateDir();

    /** How often signals become visible: the longer, the more a second, and the later each. */
    @WithDefault("20ms")
    Duration commitInterval();

    /** Longest a transaction may stay open; keep it above the longest broker outage, or the producer is fenced. */
    @WithDefault("60s")
    Duration transactionTimeout();
}
