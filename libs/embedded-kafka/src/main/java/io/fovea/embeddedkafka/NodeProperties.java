package io.fovea.embeddedkafka;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Settings of a single node that is broker and controller, sized for a laptop and quick to come back. */
final class NodeProperties {

    private static final int NODE = 1;
    private static final String CLIENTS = "CLIENTS://127.0.0.1:%d";
    private static final String CONTROLLER = "CONTROLLER://127.0.0.1:%d";

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", Integer.toString(NODE)),
            Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("inter.broker.listener.name", "CLIENTS"),
            Map.entry("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            // one node holds everything
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("default.replication.factor", "1"),
            // fewer partitions of its own: each is a folder and two mapped files
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("num.partitions", "4"),
            Map.entry("auto.create.topics.enable", "false"),
            // let in soon after a kill, and not shut out while the application takes every core
            Map.entry("broker.session.timeout.ms", "3000"),
            Map.entry("broker.heartbeat.interval.ms", "500"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("group.coordinator.append.linger.ms", "0"),
            Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
            // a producer's next transaction follows at once, and waits for the end of its last for no longer than that
            // takes
            Map.entry("add.partitions.to.txn.retry.backoff.ms", "1"),
            // memory and threads
            Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(8 * 1024 * 1024)),
            Map.entry("log.index.size.max.bytes", Integer.toString(1024 * 1024)),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("background.threads", "2"));

    private NodeProperties() {}

    static int node() {
        return NODE;
    }

    static Properties of(Path log, int clientPort, int controllerPort, Map<String, String> overrides) {
        var properties = new Properties();
        properties.putAll(DEFAULTS);
        properties.put("log.dirs", log.toString());
        properties.put("listeners", CLIENTS.formatted(clientPort) + "," + CONTROLLER.formatted(controllerPort));
        properties.put("advertised.listeners", CLIENTS.formatted(clientPort));
        properties.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        properties.putAll(overrides);
        return properties;
    }
}
