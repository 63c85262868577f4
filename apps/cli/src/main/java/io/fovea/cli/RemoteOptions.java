package io.fovea.cli;

import io.fovea.cli.client.Connection;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What there is beside Kafka, of a platform that is named. */
final class RemoteOptions {

    @Option(
            names = "--ingestion-url",
            paramLabel = "URL",
            description = "The ingestion service (with --bootstrap-servers: http://localhost:8080).")
    private @Nullable URI ingestionUrl;

    @Option(
            names = "--storage",
            paramLabel = "URI",
            description = "Where the artefacts lie (with --bootstrap-servers: .fovea/storage).")
    private @Nullable URI storage;

    /** @throws io.fovea.cli.failure.CommandFailure when no broker answers */
    Connection connection(String bootstrapServers) {
        return new Connection(
                        bootstrapServers,
                        ingestion(URI.create("http://localhost:8080")),
                        storage(Path.of(".fovea", "storage").toAbsolutePath().toUri()))
                .checked();
    }

    URI ingestion(URI otherwise) {
        return ingestionUrl == null
                ? otherwise
                : URI.create(ingestionUrl.toString().replaceAll("/+$", ""));
    }

    URI storage(URI otherwise) {
        return storage == null ? otherwise : storage;
    }
}
