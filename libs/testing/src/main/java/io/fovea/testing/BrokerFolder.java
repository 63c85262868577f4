package io.fovea.testing;

import io.fovea.embeddedkafka.EmbeddedKafka;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** A broker, and room for what a service writes, in a folder of their own below {@code target}, which goes with them. */
public record BrokerFolder(Path folder, EmbeddedKafka kafka) implements AutoCloseable {

    /** @param name of who is tested, which the folder's begins with */
    public static BrokerFolder start(String name) {
        try {
            Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), name)
                    .toAbsolutePath();
            return new BrokerFolder(folder, EmbeddedKafka.start(folder.resolve("kafka")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Settings that every service has: where the broker and the storage are, and any port. */
    public Map<String, String> settings() {
        return Map.of(
                "kafka.bootstrap.servers", kafka.bootstrapServers(),
                "fovea.storage", folder.resolve("storage").toUri().toString(),
                "fovea.state-dir", folder.resolve("state").toString(),
                "quarkus.http.test-port", "0");
    }

    @Override
    public void close() {
        kafka.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
