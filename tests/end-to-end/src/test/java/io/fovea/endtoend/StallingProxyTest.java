package io.fovea.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class StallingProxyTest {

    @Test
    void shouldPassOnHoldBackAndBreakOff() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                StallingProxy proxy = StallingProxy.to(server.getLocalPort());
                var client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
                Socket served = server.accept()) {
            served.setSoTimeout(200);

            // When, Then: it passes
            client.getOutputStream().write(1);
            assertThat(served.getInputStream().read()).isEqualTo(1);

            // and is held back
            proxy.stall();
            client.getOutputStream().write(2);
            assertThatThrownBy(() -> served.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            proxy.flow();
            served.setSoTimeout(10_000);
            assertThat(served.getInputStream().read()).isEqualTo(2);

            // and is broken off
            proxy.reset();
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(IOException.class);
        }
    }
}
