package io.fovea.preprocessing;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/** Settings under {@code fovea.preprocessing.*}; {@code PreprocessingConfigTest} pins every default. */
@ConfigMapping(prefix = "fovea.preprocessing")
interface PreprocessingConfig {

    /** Name of this process among several; its transactional.id and its place in the consumer group carry it. */
    @WithDefault("${fovea.instance:local}")
    String instance();

    /** Where ingestion keeps images above 512 KiB. */
    @WithDefault("${fovea.storage:file:.fovea/storage}")
    URI storage();

    /** Encoded bytes of one image, at most; a larger one becomes a dead letter. */
    @WithDefault("20M")
    MemorySize maxImageBytes();

    /** Declared height times width of one image, at most; checked before it is decoded, so it bounds memory. */
    @WithDefault("25000000")
    long maxImagePixels();

    /** Where Kafka Streams keeps its locks; what it knows of instruments is in the broker. */
    @WithDefault("${fovea.state-dir:.fovea/state}")
    Path stateDir();

    /** How often windows of live bars become visible, at most: the longer, the fewer transactions, and the later each. */
    @WithDefault("20ms")
    Duration commitInterval();

    /** Threads of a market pipeline; it has four partitions. */
    @WithDefault("1")
    int streamThreads();

    /** Images decoded at the same time; as many as there are processors when absent. */
    OptionalInt decodeThreads();
}
