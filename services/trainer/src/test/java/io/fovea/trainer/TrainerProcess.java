package io.fovea.trainer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A trainer in a JVM of its own, as in a container: the runner that {@code mvn package} builds. */
final class TrainerProcess implements AutoCloseable {
    private static final Path RUNNER = Path.of("target", "quarkus-app", "quarkus-run.jar");

    private final Process process;

    private TrainerProcess(Process process) {
        this.process = process;
    }

    static boolean isBuilt() {
        return Files.exists(RUNNER);
    }

    static TrainerProcess start(String instance, String bootstrapServers, Path storage, Path log) throws IOException {
        return new TrainerProcess(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Dfovea.instance=" + instance,
                        "-Dkafka.bootstrap.servers=" + bootstrapServers,
                        "-Dfovea.storage=" + storage.toUri(),
                        "-Dfovea.trainer.device=cpu",
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=0",
                        "-jar",
                        RUNNER.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start());
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** As Ctrl-C does; false when it has not ended after this time. */
    boolean stop(long seconds) throws InterruptedException {
        process.destroy();
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        kill();
    }
}
