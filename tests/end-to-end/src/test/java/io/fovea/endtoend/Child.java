package io.fovea.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Java program in a process of its own, one life after the other, as an orchestrator keeps it. Closing it kills it. */
final class Child implements AutoCloseable {

    private final String name;
    private final List<String> arguments;
    private final Map<String, String> environment;
    private final Path log;
    private @Nullable Process life;
    private boolean shallLive;
    private int ownExits;

    /**
     * @param arguments of {@code java}
     * @param log that every life appends to
     */
    Child(String name, List<String> arguments, Map<String, String> environment, Path log) {
        this.name = name;
        this.arguments = List.copyOf(arguments);
        this.environment = Map.copyOf(environment);
        this.log = log;
    }

    /** A class of this class path. */
    static Child ofClass(Class<?> main, Path log, Map<String, String> environment, String... arguments) {
        var all = new ArrayList<>(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path"), main.getName()));
        all.addAll(List.of(arguments));
        return new Child(main.getSimpleName(), all, environment, log);
    }

    synchronized void start() {
        var command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            life = builder.start();
            shallLive = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code kill -9}; nothing where it has ended by itself. */
    synchronized void kill() {
        shallLive = false;
        if (life != null) {
            Fovea.kill(life);
        }
    }

    /** Starts it again where it has ended although nobody killed it. */
    synchronized void revive() {
        if (shallLive && life != null && !life.isAlive()) {
            ownExits++;
            System.out.printf("%s ended by itself with %d, starting it again%n", name, life.exitValue());
            start();
        }
    }

    /** How often it ended although nobody killed it. */
    synchronized int ownExits() {
        return ownExits;
    }

    /** Its process in this life. */
    synchronized long pid() {
        return life == null ? -1 : life.pid();
    }

    @Override
    public void close() {
        kill();
    }

    @Override
    public String toString() {
        return name;
    }
}
