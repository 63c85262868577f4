package io.fovea.cli;

import io.fovea.cli.client.Connection;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.platform.PlatformAddress;
import io.fovea.cli.platform.PlatformFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which platform a command talks to: the one on a data folder, or one that is named. */
final class ConnectionOptions {

    @Option(
            names = "--data-dir",
            paramLabel = "FOLDER",
            defaultValue = "${env:FOVEA_DATA_DIR:-.fovea}",
            description = "The data folder of the platform to talk to (${DEFAULT-VALUE}).")
    private Path dataDir = Path.of(".fovea");

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Talk to the platform on this Kafka instead.")
    private @Nullable String bootstrapServers;

    @Mixin
    private RemoteOptions remote;

    /** @throws CommandFailure when no platform is named and none runs on the data folder, or no broker answers */
    Connection connect() {
        return bootstrapServers == null ? found() : remote.connection(bootstrapServers);
    }

    private Connection found() {
        return address()
                .map(address -> new Connection(
                        address.bootstrapServers(),
                        remote.ingestion(URI.create(address.http())),
                        remote.storage(URI.create(address.storage()))))
                .filter(Connection::answers)
                .orElseThrow(() -> new CommandFailure("No Fovea runs here (" + dataDir
                        + "): start it with ./fovea up, or name one with --data-dir or --bootstrap-servers."));
    }

    private Optional<PlatformAddress> address() {
        try {
            return new PlatformFile(dataDir).read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
