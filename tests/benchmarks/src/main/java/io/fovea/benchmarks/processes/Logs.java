package io.fovea.benchmarks.processes;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Logging as a service of Fovea has it; outside Quarkus, Kafka's clients would write each record into a log that nobody reads. */
public final class Logs {

    private Logs() {}

    /** To be called before anything else is. */
    public static void apply() {
        System.setProperty("java.util.logging.manager", "org.jboss.logmanager.LogManager");
        Logger.getLogger("").setLevel(Level.WARNING);
    }
}
