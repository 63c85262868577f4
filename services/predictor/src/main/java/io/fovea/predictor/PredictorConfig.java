package io.fovea.predictor;

import io.fovea.messaging.StreamConfig;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Settings under {@code fovea.predictor.*}; {@code PredictorConfigTest} pins names and defaults. */
@ConfigMapping(prefix = "fovea.predictor")
interface PredictorConfig {

    /** Where models run: {@code auto} takes a GPU when there is one, else {@code cpu} or {@code gpu:0}. */
    @WithDefault("auto")
    String device();

    /** Classes that a prediction lists at most, best first; all probabilities are in its tensor in any case. */
    @WithDefault("5")
    int top();

    /** Batches of the stream. */
    StreamConfig stream();

    /** Bytes of all models in memory, by their files, at most; the least recently used give way to one that is asked for. Without it all are kept. */
    Optional<MemorySize> modelMemory();

    /** The longest that a version may take for a batch at its warm-up, once warm; a slower one never becomes live. */
    @WithDefault("5s")
    Duration slowestBatch();

    /** After which a model version that was refused is tried again: its artefact may have been repaired. */
    @WithDefault("30s")
    Duration modelRetry();

    /** Bytes of a request over HTTP or gRPC, at most. */
    @WithDefault("16M")
    MemorySize maxRequestBytes();

    /** Bytes of all requests in memory, at most; more are told to come again. */
    @WithDefault("256M")
    MemorySize maxWaitingBytes();

    /** Declared height times width of a picture to classify, at most; checked before it is decoded. */
    @WithDefault("25000000")
    long maxImagePixels();

    /** Rows of one model's callers that wait for a batch, at most; more are told to come again. */
    @WithDefault("4096")
    int maxQueuedRows();

    /** How long a caller over HTTP or gRPC waits, at most; it may name a shorter time. */
    @WithDefault("30s")
    Duration requestTimeout();

    /** Where callers of gRPC come in, on the address of HTTP; 0 for any free port. Without it there is no gRPC. */
    Optional<Integer> grpcPort();

    /** Where Kafka Streams keeps its locks. */
    @WithDefault("${fovea.state-dir:.fovea/state}")
    Path stateDir();

    /** How often signals of live bars become visible, at most: the longer, the fewer transactions, and the later each. */
    @WithDefault("20ms")
    Duration commitInterval();

    /** Longest a transaction may stay open; keep it above the longest broker outage, or the producer is fenced. */
    @WithDefault("60s")
    Duration transactionTimeout();
}
