package io.fovea.endtoend;

import io.fovea.embeddedkafka.EmbeddedKafka;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program: Kafka on two listeners, of which one is known to clients under another port, that of a proxy. */
final class Broker {

    private Broker() {}

    /** Folder, port, port behind the proxy, the proxy's port, port of the controller. */
    public static void main(String[] arguments) throws InterruptedException {
        int[] ports = List.of(arguments).subList(1, 5).stream()
                .mapToInt(Integer::parseInt)
                .toArray();
        String local = "://127.0.0.1:";
        EmbeddedKafka.start(
                Path.of(arguments[0]),
                ports[0],
                Map.of(
                        "listeners",
                        "CLIENTS%1$s%2$d,PROXIED%1$s%3$d,CONTROLLER%1$s%4$d"
                                .formatted(local, ports[0], ports[1], ports[3]),
                        "advertised.listeners",
                        "CLIENTS%1$s%2$d,PROXIED%1$s%3$d".formatted(local, ports[0], ports[2]),
                        "listener.security.protocol.map",
                        "CLIENTS:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT",
                        "controller.quorum.voters",
                        "1@127.0.0.1:" + ports[3],
                        "log.segment.bytes", // what is read again after a kill
                        Integer.toString(64 << 20)));
        System.out.println("up");
        Thread.currentThread().join();
    }
}
