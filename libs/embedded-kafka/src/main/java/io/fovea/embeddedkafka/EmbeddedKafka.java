package io.fovea.embeddedkafka;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker in this JVM, on loopback only: KRaft, one node. What was acknowledged survives {@link #stop}, a later
 * start over the same folder, and {@code kill -9} of the JVM. It never halts the JVM.
 *
 * <p>Safe for use by several threads.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
    private static final Duration STOPPING = Duration.ofSeconds(8);
    private static final Duration CONTROLLED_STOP = Duration.ofSeconds(3);

    private final Path log;
    private final int port;
    private final Map<String, String> overrides;
    private @Nullable Node node;

    private EmbeddedKafka(Path log, int port, Map<String, String> overrides) {
        this.log = log;
        this.port = port;
        this.overrides = overrides;
    }

    /** As {@link #start(Path, int)}, at the folder's last port, or at a free one. */
    public static EmbeddedKafka start(Path dataDir) {
        return start(dataDir, 0);
    }

    /** As {@link #start(Path, int, Map)}, with nothing overridden. */
    public static EmbeddedKafka start(Path dataDir, int port) {
        return start(dataDir, port, Map.of());
    }

    /**
     * Starts a broker and waits until it serves: about 2 s over a new folder, less over an old one.
     *
     * @param dataDir where everything is kept; created when it is not there. Nothing else is written.
     * @param port of 127.0.0.1; 0 for the folder's last one while it is free, else a free one
     * @param overrides Kafka's broker properties
     * @throws EmbeddedKafkaException when the port is taken, the folder is in use or cannot be written
     */
    public static EmbeddedKafka start(Path dataDir, int port, Map<String, String> overrides) {
        QuietLogs.apply();
        Path folder = dataDir.toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
            int clientPort = Ports.forClients(folder.resolve("port"), port);
            var kafka = new EmbeddedKafka(folder.resolve("log"), clientPort, Map.copyOf(overrides));
            kafka.restart();
            return kafka;
        } catch (IOException e) {
            throw new EmbeddedKafkaException("Folder %s cannot be written: %s.".formatted(folder, e.getMessage()), e);
        }
    }

    /** What clients connect to: {@code 127.0.0.1:PORT}, the same for the whole life of this object. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /**
     * Starts again after {@link #stop}, at the same port; does nothing while it runs.
     *
     * @throws EmbeddedKafkaException as {@link #start(Path, int, Map)} does
     */
    public synchronized void restart() {
        if (node != null) {
            return;
        }
        Node starting = null;
        try {
            requireUnused();
            starting = Node.of(log, NodeProperties.of(log, port, Ports.forController(port), overrides));
            starting.start();
            node = starting;
        } catch (EmbeddedKafkaException e) {
            throw e;
        } catch (Exception e) {
            if (starting != null) {
                stop(starting);
            }
            throw new EmbeddedKafkaException(
                    "Kafka cannot start in %s: %s".formatted(log, rootOf(e).getMessage()), e);
        }
    }

    /** Kafka finds out only after it has started half of itself. */
    private void requireUnused() throws IOException {
        Files.createDirectories(log);
        try (FileChannel file = FileChannel.open(log.resolve(".lock"), CREATE, WRITE);
                FileLock lock = file.tryLock()) {
            if (lock == null) {
                throw inUse();
            }
        } catch (OverlappingFileLockException e) { // by this JVM
            throw inUse();
        }
    }

    private EmbeddedKafkaException inUse() {
        return new EmbeddedKafkaException("Folder %s is in use by another Kafka.".formatted(log));
    }

    /** Stops cleanly within 8 s, or goes on without waiting any longer; does nothing while it is stopped. */
    public synchronized void stop() {
        Node running = node;
        node = null;
        if (running != null) {
            stop(running);
        }
    }

    @Override
    public void close() {
        stop();
    }

    private static void stop(Node running) {
        var stopping = new Thread(() -> running.stop(CONTROLLED_STOP), "embedded-kafka-stop");
        stopping.setDaemon(true);
        stopping.start();
        try {
            stopping.join(STOPPING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (stopping.isAlive()) {
            LOG.warn("The embedded Kafka has not stopped within {} s.", STOPPING.toSeconds());
        }
    }

    private static Throwable rootOf(Throwable failure) {
        return failure.getCause() == null ? failure : rootOf(failure.getCause());
    }
}
