package io.fovea.benchmarks.processes;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a process may run.
 *
 * @param list as {@code taskset -c} has it, such as {@code 0} or {@code 2-3}; empty for all
 */
public record Cores(String list) {

    /** All there are. */
    public static final Cores ALL = new Cores("");

    List<String> command(List<String> command) {
        List<String> pinned = new ArrayList<>();
        if (!list.isEmpty()) {
            pinned.addAll(List.of("taskset", "-c", list));
        }
        pinned.addAll(command);
        return pinned;
    }
}
