package io.fovea.benchmarks.processes;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A service as its image has it, in a JVM of its own; built with {@code -Dservices.runner.skip=false}, or, of the predictor, another
 * build of it in the folder {@code benchmarks.predictor}. */
public final class ServiceProcess implements AutoCloseable {

    private static final String PREDICTOR =
            System.getProperty("benchmarks.predictor", "services/predictor/target/quarkus-app");
    private static final String FEATURE_EXTRACTOR = "services/feature-extractor/target/quarkus-app";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final URI url;
    private final int grpcPort;
    private final HttpClient http = HttpClient.newHttpClient();

    private ServiceProcess(Process process, int httpPort, int grpcPort) {
        this.process = process;
        this.url = URI.create("http://127.0.0.1:" + httpPort);
        this.grpcPort = grpcPort;
    }

    /**
     * A predictor; returns once every pipeline has its model.
     *
     * @param folder of the artefacts, and of what it keeps
     * @param instance a name of its own
     */
    public static ServiceProcess predictor(String bootstrapServers, Path folder, String instance, Cores cores)
            throws IOException, InterruptedException {
        return start(PREDICTOR, bootstrapServers, folder, instance, cores);
    }

    /** A feature-extractor; returns once every pipeline has its backbone. */
    public static ServiceProcess featureExtractor(String bootstrapServers, Path folder, String instance, Cores cores)
            throws IOException, InterruptedException {
        return start(FEATURE_EXTRACTOR, bootstrapServers, folder, instance, cores);
    }

    private static ServiceProcess start(
            String built, String bootstrapServers, Path folder, String instance, Cores cores)
            throws IOException, InterruptedException {
        int httpPort = freePort();
        int grpcPort = freePort();
        Map<String, String> environment = Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", bootstrapServers,
                "FOVEA_STORAGE", storage(folder).toString(),
                "FOVEA_STATE_DIR", folder.resolve("state-" + instance).toString(),
                "FOVEA_INSTANCE", instance,
                "FOVEA_PREDICTOR_GRPC_PORT", Integer.toString(grpcPort),
                "QUARKUS_HTTP_PORT", Integer.toString(httpPort),
                "QUARKUS_LOG_LEVEL", "WARN");
        Process process = Jvm.start(
                cores,
                environment,
                List.of(
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-jar",
                        Path.of(built, "quarkus-run.jar").toString()));
        var service = new ServiceProcess(process, httpPort, grpcPort);
        service.awaitReady();
        return service;
    }

    /** Where artefacts are, below the folder. */
    public static URI storage(Path folder) {
        return folder.resolve("storage").toAbsolutePath().toUri();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException(
                        "The service did not become ready. Maybe it is not built: see docs/BENCHMARKS.md.");
            }
            Thread.sleep(200);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get("/q/health/ready").statusCode() == 200;
        } catch (IOException e) {
            return false; // does not listen yet
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(url.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    public URI url() {
        return url;
    }

    public int grpcPort() {
        return grpcPort;
    }

    /** The sum of all series of a metric by its name in Prometheus. */
    public double metric(String name) throws IOException, InterruptedException {
        return get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** What runs a predictor's model: {@code tensorflow_savedmodel} or {@code onnx_onnxv1}. */
    public String platform(String model) throws IOException, InterruptedException {
        String metadata = get("/v2/models/" + model).body();
        return metadata.replaceFirst("(?s).*\"platform\" *: *\"([^\"]*)\".*", "$1");
    }

    /** What it has used of the processors. */
    public Duration processorTime() {
        return Jvm.processorTime(process.toHandle());
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
