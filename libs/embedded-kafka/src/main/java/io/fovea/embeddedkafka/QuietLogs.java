package io.fovea.embeddedkafka;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps Kafka's thousands of INFO lines out of the application's log, unless it has set a level itself. */
final class QuietLogs {

    /** Held here, since a logger that nobody holds forgets its level. */
    private static final List<Logger> KAFKA = List.of(
            Logger.getLogger("kafka"), Logger.getLogger("org.apache.kafka"), Logger.getLogger("state.change.logger"));

    /** Warn of what is normal for a broker that comes and goes with its application, some of them twice a second. */
    private static final List<Logger> CHATTY = List.of(
            Logger.getLogger("org.apache.kafka.clients.NetworkClient"),
            Logger.getLogger("org.apache.kafka.clients.producer.internals.Sender"),
            Logger.getLogger("org.apache.kafka.controller.QuorumController"));

    private QuietLogs() {}

    static void apply() {
        limit(KAFKA, Level.WARNING);
        limit(CHATTY, Level.SEVERE);
    }

    private static void limit(List<Logger> loggers, Level level) {
        loggers.stream().filter(logger -> logger.getLevel() == null).forEach(logger -> logger.setLevel(level));
    }
}
