package io.fovea.ingestion;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;

/** Settings under {@code fovea.ingestion.*}; {@code IngestionConfigTest} pins every default. */
@ConfigMapping(prefix = "fovea.ingestion")
interface IngestionConfig {

    /** Name of this process among several; the producer's transactional.id carries it, so no two may share it. */
    @WithDefault("${fovea.instance:local}")
    String instance();

    /** Where images above 512 KiB are kept; preprocessing must see the same place. */
    @WithDefault("${fovea.storage:file:.fovea/storage}")
    URI storage();

    /** Folder that lies above all which pipelines may watch ({@code input.folder.path}); made when a pipeline has one. */
    @WithDefault("${fovea.incoming:.fovea/incoming}")
    Path incoming();

    /** Encoded bytes of one image, at most; preprocessing has a limit of its own. */
    @WithDefault("20M")
    MemorySize maxImageBytes();

    /** Declared height times width of one image, at most; read from its header, before anything is decoded. */
    @WithDefault("25000000")
    long maxImagePixels();

    /** Bytes of a request's body, at most; a request is held in memory while it is read. */
    @WithDefault("64M")
    MemorySize maxRequestBytes();

    /** Images of one request, at most; they are one Kafka transaction. */
    @WithDefault("10000")
    int maxImages();

    /** Bars of one request, at most; they are one Kafka transaction. */
    @WithDefault("100000")
    int maxBars();

    /** Labels of one request, at most; they are one Kafka transaction. */
    @WithDefault("100000")
    int maxLabels();

    /** Requests read at the same time; more wait for a moment, then are told to come again. Bounds memory. */
    @WithDefault("4")
    int maxConcurrentRequests();
}
