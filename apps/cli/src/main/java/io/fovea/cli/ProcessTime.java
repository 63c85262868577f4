package io.fovea.cli;

import java.time.Duration;
import java.time.Instant;

/** The time that a person has waited. */
final class ProcessTime {

    private ProcessTime() {}

    /** Since this process began, the JVM's own start included. */
    static Duration sinceStart() {
        Instant now = Instant.now();
        return Duration.between(ProcessHandle.current().info().startInstant().orElse(now), now);
    }
}
