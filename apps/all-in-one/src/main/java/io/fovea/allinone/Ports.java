package io.fovea.allinone;

import io.fovea.cli.failure.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports of the loopback interface. */
final class Ports {

    private Ports() {}

    /**
     * A port that nobody listens on.
     *
     * @param wanted that port, or 0 for any
     * @param option the option that names another, for the failure
     * @throws CommandFailure when it is taken
     */
    static int free(int wanted, String option) {
        if (wanted < 0 || wanted > 65_535) {
            throw new CommandFailure("%d is no port: name one from 1 to 65535 with %s, or 0 for any that is free."
                    .formatted(wanted, option));
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true); // as a server does: connections that linger from the last run do not matter
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new CommandFailure(
                    "Port %d is taken: name another with %s, or 0 for any that is free.".formatted(wanted, option), e);
        }
    }
}
