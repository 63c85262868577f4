package io.fovea.benchmarks.processes;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JVM beside this one. */
public final class Jvm {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private Jvm() {}

    /** Runs a main class of this class path. */
    public static Process start(Cores cores, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return start(cores, Map.of(), command);
    }

    /** Runs {@code java} with these arguments and more of an environment; its errors are ours. */
    static Process start(Cores cores, Map<String, String> environment, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(List.of(System.getProperty("benchmarks.jvm", "").split(" ")));
        command.removeIf(String::isEmpty);
        command.addAll(arguments);
        var builder = new ProcessBuilder(cores.command(command)).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** What a process has used of the processors. */
    public static Duration processorTime(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
