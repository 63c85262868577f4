package io.fovea.benchmarks.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Fovea as a user has it: the built all-in-one, in processes of its own. */
public final class Fovea implements AutoCloseable {
    private static final Path RUNNER = Path.of("apps/all-in-one/target/quarkus-app/quarkus-run.jar");

    private final Path dataDir;
    private final Process process;
    private final JsonNode address;

    private Fovea(Path dataDir, Process process, JsonNode address) {
        this.dataDir = dataDir;
        this.process = process;
        this.address = address;
    }

    /** {@code fovea up} on free ports; returns when it is ready. */
    public static Fovea up(Path dataDir) throws IOException {
        Process process = new ProcessBuilder(command(List.of(
                        "up", "--data-dir", dataDir.toString(), "--kafka-port", "0", "--http-port", "0", "--json")))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        if (line == null) {
            throw new IOException("Fovea did not start; its errors are above. Maybe it is not built: ./fovea build.");
        }
        return new Fovea(dataDir, process, new ObjectMapper().readTree(line));
    }

    /** Kafka's host:port. */
    public String bootstrapServers() {
        return address.get("bootstrapServers").asText();
    }

    /** Where the services answer over HTTP. */
    public URI url() {
        return URI.create(address.get("http").asText());
    }

    /** The URI of the artefacts. */
    public String storage() {
        return address.get("storage").asText();
    }

    /** Runs one of the other commands to its end. */
    public void run(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data-dir", dataDir.toString()));
        command(all.toArray(String[]::new));
    }

    /** Runs a command to its end. */
    public static void command(String... arguments) throws IOException, InterruptedException {
        List<String> all = List.of(arguments);
        int status = new ProcessBuilder(command(all)).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException("fovea %s ended with status %d.".formatted(String.join(" ", all), status));
        }
    }

    private static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(
                List.of(ProcessHandle.current().info().command().orElse("java"), "-jar", RUNNER.toString()));
        command.addAll(arguments);
        return command;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor(20, TimeUnit.SECONDS);
        process.destroyForcibly();
    }
}
