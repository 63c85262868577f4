package io.fovea.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One life of {@code ./fovea up}: a child process with the broker and all services. Closing it kills it. */
final class Platform implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(120);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Process process;
    private final Path dataDir;
    private final Path err;

    private Platform(Process process, Path dataDir, Path err) {
        this.process = process;
        this.dataDir = dataDir;
        this.err = err;
    }

    static Platform start(Fovea fovea) {
        try {
            Path out = Files.createTempFile("fovea-up-", ".out");
            Path err = Files.createTempFile("fovea-up-", ".err");
            Process process = fovea.start(out, err, "up", "--http-port=0", "--kafka-port=0");
            return new Platform(process, fovea.dataDir(), err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when this life, and not an earlier one, has said where it is. */
    Platform awaitReady() {
        Instant deadline = Instant.now().plus(START);
        while (address().isEmpty()) {
            if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                throw new AssertionError("not up after %s: %s".formatted(START, read(err)));
            }
            Pause.millis(50);
        }
        return this;
    }

    /** Kafka's host:port. */
    String bootstrapServers() {
        return address().orElseThrow().get("bootstrapServers").asText();
    }

    /** The services' URL, once they are up. */
    Optional<URI> http() {
        return address().map(address -> URI.create(address.get("http").asText()));
    }

    /** What {@code platform.json} says: Kafka, the services' URL, the storage. */
    JsonNode where() {
        return address().orElseThrow();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** {@code kill -9}. */
    void kill() {
        Fovea.kill(process);
    }

    /** Ctrl-C, and how long it took to end. */
    Duration interrupt() {
        Instant start = Instant.now();
        try {
            for (ProcessHandle handle : handles().toList()) {
                new ProcessBuilder("kill", "-INT", Long.toString(handle.pid()))
                        .start()
                        .waitFor();
            }
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new AssertionError("still running 30 s after Ctrl-C");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return Duration.between(start, Instant.now());
    }

    @Override
    public void close() {
        kill();
    }

    private Optional<JsonNode> address() {
        try {
            Path file = dataDir.resolve("platform.json");
            return Files.exists(file)
                    ? Optional.of(MAPPER.readTree(file.toFile())).filter(this::isOurs)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // removed between the two calls
        }
    }

    private boolean isOurs(JsonNode address) {
        return handles().anyMatch(handle -> handle.pid() == address.get("pid").asLong());
    }

    private Stream<ProcessHandle> handles() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
