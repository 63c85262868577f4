package io.fovea.messaging;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * Settings of a service under its own {@code stream}: how large a batch may become whose answers and offsets one transaction commits. It is
 * what has arrived, and waits for nothing. The service's channel polls and fetches as much.
 */
public interface StreamConfig {

    /** Records, at most; as many as a poll brings at most. */
    @WithDefault("1000")
    int maxRecords();

    /** Bytes of keys and values, at most, and of what one fetch brings; a larger record is a batch of its own. */
    @WithDefault("16777216")
    long maxBytes();

    /** After which what is answered is committed, and the rest of the batch comes next: a slow model's answers come out one by one. */
    @WithDefault("250ms")
    Duration maxTime();

    /** The same as {@link ExactlyOnce} wants it. */
    default BatchLimits limits() {
        return new BatchLimits(maxRecords(), maxBytes(), maxTime());
    }
}
