package io.fovea.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Services as a cluster has them: each its own runner in a JVM of its own, on somebody else's broker. Closing kills them. */
final class Services implements AutoCloseable {

    /** Each has a module of this name below {@code services/}. */
    enum Service {
        PREPROCESSING,
        TRAINER,
        PREDICTOR;

        private String module() {
            return name().toLowerCase(Locale.ROOT);
        }

        private Path runner() {
            return Repository.root().resolve("services/" + module() + "/target/quarkus-app/quarkus-run.jar");
        }
    }

    private final String bootstrapServers;
    private final Path folder;
    private final Duration patience;
    private final Map<Service, Process> lives = new EnumMap<>(Service.class);

    /**
     * Of none that lives yet.
     *
     * @param folder for artefacts, state and logs
     * @param patience with a command: {@code train} waits until every bar has been through preprocessing
     */
    Services(String bootstrapServers, Path folder, Duration patience) {
        this.bootstrapServers = bootstrapServers;
        this.folder = folder;
        this.patience = patience;
    }

    /** Whether the runners are built: {@code -Dquick} leaves them out. */
    static boolean areBuilt() {
        return List.of(Service.values()).stream().allMatch(service -> Files.exists(service.runner()));
    }

    void start(Service service) {
        var builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1", // a short life
                        "-jar",
                        service.runner().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve(service.module() + ".log").toFile()));
        builder.environment()
                .putAll(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", bootstrapServers,
                        "FOVEA_INSTANCE", "end-to-end",
                        "FOVEA_STORAGE", storage(),
                        "FOVEA_STATE_DIR", folder.resolve("state").toString(),
                        "QUARKUS_HTTP_PORT", "0",
                        "TF_ENABLE_ONEDNN_OPTS", "1",
                        "TF_OVERRIDE_GLOBAL_THREADPOOL", "1"));
        try {
            lives.put(service, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code kill -9}; whether it was alive. */
    boolean kill(Service service) {
        Process life = lives.get(service);
        boolean wasAlive = life.isAlive();
        Fovea.kill(life);
        return wasAlive;
    }

    /** Runs a command of {@code ./fovea} against them, to its end. */
    void run(String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--bootstrap-servers=" + bootstrapServers, "--storage=" + storage()));
        new Fovea(folder.resolve("cli"))
                .run(patience, all.toArray(String[]::new))
                .orFail();
    }

    private String storage() {
        return folder.resolve("storage").toUri().toString();
    }

    @Override
    public void close() {
        lives.keySet().forEach(this::kill);
    }
}
