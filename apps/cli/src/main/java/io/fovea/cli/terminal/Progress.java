package io.fovea.cli.terminal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The steps of a long command, one after the other: each is a line that moves while it goes on, and stays when it is done.
 * On a stream that is no terminal only what is done is written, and a sign of life now and then.
 */
public final class Progress {

    private final Terminal terminal;
    private final Map<String, Duration> times = new LinkedHashMap<>();

    public Progress(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Begins a step; close it, and it counts as failed unless {@link Step#done} was called. */
    public Step step(String name) {
        return new Step(terminal, name, time -> times.merge(name, time, Duration::plus));
    }

    /** Says something between two steps. */
    public void say(String line) {
        terminal.err().println(line);
    }

    public Terminal terminal() {
        return terminal;
    }

    /** How long each step took, in the order in which they began; a name that came twice counts together. */
    public Map<String, Duration> times() {
        return new LinkedHashMap<>(times);
    }
}
