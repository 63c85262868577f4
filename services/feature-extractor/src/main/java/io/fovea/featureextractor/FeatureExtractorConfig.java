package io.fovea.featureextractor;

import io.fovea.messaging.StreamConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings under {@code fovea.feature-extractor.*}; {@code FeatureExtractorConfigTest} pins names and defaults. */
@ConfigMapping(prefix = "fovea.feature-extractor")
interface FeatureExtractorConfig {

    /** Where backbones run: {@code auto} takes a GPU when there is one, else {@code cpu} or {@code gpu:0}. */
    @WithDefault("auto")
    String device();

    /** Batches of the stream. */
    StreamConfig stream();

    /** After which a backbone version that was refused is tried again: its artefact may have been repaired. */
    @WithDefault("30s")
    Duration modelRetry();

    /** Longest a transaction may stay open; keep it above the longest broker outage, or the producer is fenced. */
    @WithDefault("60s")
    Duration transactionTimeout();
}
