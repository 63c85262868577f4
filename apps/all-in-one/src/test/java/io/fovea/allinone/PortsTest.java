package io.fovea.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cli.failure.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void shouldFindAFreePort() {
        assertThat(Ports.free(0, "--http-port")).isBetween(1, 65_535);
    }

    @Test
    void shouldNameATakenPortAndTheOption() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> Ports.free(port, "--http-port"))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessage("Port %d is taken: name another with --http-port, or 0 for any that is free."
                            .formatted(port));
        }
    }

    @Test
    void shouldRefuseWhatIsNoPort() {
        assertThatThrownBy(() -> Ports.free(70_000, "--kafka-port"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("70000 is no port: name one from 1 to 65535 with --kafka-port, or 0 for any that is free.");
    }
}
