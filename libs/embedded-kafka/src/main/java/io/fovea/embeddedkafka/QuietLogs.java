package io.fovea.embeddedkafka;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps Kafka's thousands of INFO lines out of the application's log, unless it has set a level itself. */
final class QuietLogs {

    /** Held here, since a logger that nobody holds forgets its level. */
    private static final List<Logger> KAFKA = List.of(
            Logger.getLogger("kafka"), Logger.getLogger("org.apache.kafka"), Logger.getLogger("state.change.logger"));

    private QuietLogs() {}

    static void apply() {
        KAFKA.stream().filter(logger -> logger.getLevel() == null).forEach(logger -> logger.setLevel(Level.WARNING));
    }
}
