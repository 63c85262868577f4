package io.fovea.cli.client;

import io.fovea.cli.failure.CommandFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * A running platform, seen from a command.
 *
 * @param bootstrapServers Kafka's host:port, several with commas between
 * @param ingestion URL of the ingestion service, without a slash at its end
 * @param storage where the artefacts lie
 */
public record Connection(String bootstrapServers, URI ingestion, URI storage) {

    private static final int CONNECT_MILLIS = 3_000;
    private static final int PATIENCE_MILLIS = 15_000;

    /** Properties for any Kafka client; a broker that does not answer is an error after 15 s, and no endless retry. */
    public Map<String, Object> kafka() {
        var properties = new HashMap<String, Object>();
        properties.put("bootstrap.servers", bootstrapServers);
        properties.put("client.id", "fovea-cli");
        properties.put("default.api.timeout.ms", PATIENCE_MILLIS);
        properties.put("request.timeout.ms", PATIENCE_MILLIS - 5_000);
        return properties;
    }

    /** @throws CommandFailure when no broker answers */
    public Connection checked() {
        if (!answers()) {
            throw new CommandFailure("No Kafka broker answers at " + bootstrapServers + ".");
        }
        return this;
    }

    /** Whether any of the brokers accepts a connection now. */
    public boolean answers() {
        for (String server : bootstrapServers.split(",")) {
            if (accepts(server.strip())) {
                return true;
            }
        }
        return false;
    }

    private static boolean accepts(String server) {
        int colon = server.lastIndexOf(':');
        if (colon < 1 || !server.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw new CommandFailure("'" + server + "' is no address of a broker: expected host:port.");
        }
        try (var socket = new Socket()) {
            int port = Integer.parseInt(server.substring(colon + 1));
            socket.connect(new InetSocketAddress(server.substring(0, colon), port), CONNECT_MILLIS);
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
