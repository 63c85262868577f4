package io.fovea.embeddedkafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntSupplier;

/** Loopback ports, and the one that a data folder had before. */
final class Ports {

    private static final int ANY = 0;

    private Ports() {}

    /**
     * The port to serve clients at: the wanted one; else the folder's last one while it is free; else a free one, which
     * becomes the folder's.
     *
     * @throws EmbeddedKafkaException when the wanted port is taken
     */
    static int forClients(Path remembered, int wanted) throws IOException {
        int port = wanted;
        if (wanted == ANY) {
            int last = Files.exists(remembered)
                    ? Integer.parseInt(Files.readString(remembered).strip())
                    : ANY;
            port = last != ANY && isFree(last) ? last : free();
        } else if (!isFree(wanted)) {
            throw new EmbeddedKafkaException(
                    "Port %d of 127.0.0.1 is taken. Maybe another Kafka is running there.".formatted(wanted));
        }
        Files.writeString(remembered, Integer.toString(port));
        return port;
    }

    /** A free port for the controller: the client's is not bound yet, and the system may well give it once more. */
    static int forController(int clientPort) {
        return otherThan(clientPort, Ports::free);
    }

    static int otherThan(int taken, IntSupplier draws) {
        int port = draws.getAsInt();
        while (port == taken) {
            port = draws.getAsInt();
        }
        return port;
    }

    private static int free() {
        try (var socket = new ServerSocket(ANY, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
