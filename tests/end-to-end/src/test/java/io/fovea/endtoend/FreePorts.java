package io.fovea.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Queue;

/** Loopback ports, no two alike: all of them are held until the last is drawn. */
final class FreePorts {

    private final Queue<Integer> ports = new ArrayDeque<>();

    private FreePorts() {}

    static FreePorts draw(int count) {
        var drawn = new FreePorts();
        drawn.hold(count);
        return drawn;
    }

    int next() {
        return ports.remove();
    }

    private void hold(int more) {
        if (more == 0) {
            return;
        }
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ports.add(socket.getLocalPort());
            hold(more - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
