package io.fovea.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A predictor, behind a proxy from its broker, and a registry on S3 with somebody who moves its aliases: each a process, of which one that
 * ends by itself is started again. Broker and predictor have small disks.
 */
final class FaultyHouse implements AutoCloseable {

    private static final Path PREDICTOR =
            Repository.root().resolve("services/predictor/target/quarkus-app/quarkus-run.jar");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final FreePorts ports = FreePorts.draw(5);
    private final int brokerPort = ports.next();
    private final int predictorPort = ports.next();
    private final SmallDisk brokerDisk;
    private final SmallDisk predictorDisk;
    private final StallingProxy proxy;
    private final Child broker;
    private final Child storage;
    private final Child registrar;
    private final Child predictor;
    private final ScheduledExecutorService orchestrator = Executors.newSingleThreadScheduledExecutor();

    FaultyHouse(Path folder, int brokerMebibytes) {
        int behindProxy = ports.next();
        int s3Port = ports.next();
        brokerDisk = SmallDisk.at(folder.resolve("broker-disk"), brokerMebibytes);
        predictorDisk = SmallDisk.at(folder.resolve("predictor-disk"), 64);
        proxy = StallingProxy.to(behindProxy);
        broker = Child.ofClass(
                Broker.class,
                folder.resolve("broker.log"),
                Map.of(),
                brokerDisk.folder().resolve("kafka").toString(),
                Integer.toString(brokerPort),
                Integer.toString(behindProxy),
                Integer.toString(proxy.port()),
                Integer.toString(ports.next()));
        storage = s3(folder, s3Port);
        Map<String, String> s3 = Map.of(
                "AWS_ACCESS_KEY_ID", "any",
                "AWS_SECRET_ACCESS_KEY", "any",
                "AWS_REGION", "us-east-1",
                "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:" + s3Port);
        registrar = Child.ofClass(
                Registrar.class,
                folder.resolve("registrar.log"),
                s3,
                bootstrapServers(),
                storageUri(),
                FaultsPipeline.NAME);
        predictor = predictor(folder, s3);
    }

    private static Child s3(Path folder, int port) {
        return new Child(
                "S3Mock",
                List.of(
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        s3Mock().toString(),
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--com.adobe.testing.s3mock.http-port=" + port,
                        "--com.adobe.testing.s3mock.store.root=" + create(folder.resolve("s3")),
                        "--com.adobe.testing.s3mock.store.retain-files-on-exit=true",
                        "--com.adobe.testing.s3mock.store.initial-buckets=models"),
                Map.of(),
                folder.resolve("s3mock.log"));
    }

    private Child predictor(Path folder, Map<String, String> s3) {
        var environment = new HashMap<>(s3);
        environment.putAll(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + proxy.port(),
                "FOVEA_INSTANCE", "faults",
                "FOVEA_STORAGE", storageUri(),
                "FOVEA_STATE_DIR", create(folder.resolve("state")).toString(),
                "FOVEA_PREDICTOR_TRANSACTION_TIMEOUT", "10s", // stalls are longer
                "FOVEA_PREDICTOR_MODEL_RETRY", "2s",
                "QUARKUS_HTTP_PORT", Integer.toString(predictorPort),
                "TF_ENABLE_ONEDNN_OPTS", "1",
                "TF_OVERRIDE_GLOBAL_THREADPOOL", "1"));
        return new Child(
                "Predictor",
                List.of("-Xmx512m", "-Djava.io.tmpdir=" + predictorDisk.folder(), "-jar", PREDICTOR.toString()),
                environment,
                folder.resolve("predictor.log"));
    }

    /** Whether the predictor's runner is built: {@code -Dquick} leaves it out. */
    static boolean isBuilt() {
        return Files.exists(PREDICTOR);
    }

    /** Starts the broker and the registry; the predictor comes when its pipeline is applied. */
    void start() {
        broker.start();
        storage.start();
        registrar.start();
        orchestrator.scheduleWithFixedDelay(
                () -> List.of(broker, storage, registrar, predictor).forEach(Child::revive),
                500,
                500,
                TimeUnit.MILLISECONDS);
    }

    /** Past the proxy. */
    String bootstrapServers() {
        return "127.0.0.1:" + brokerPort;
    }

    private static String storageUri() {
        return "s3://models/fovea";
    }

    /** Where the predictor answers over HTTP. */
    URI predictorUri() {
        return URI.create("http://127.0.0.1:" + predictorPort);
    }

    /** Whether the predictor has its model and is ready for calls. */
    boolean isPredictorReady() {
        try {
            HttpRequest ready = HttpRequest.newBuilder(predictorUri().resolve("/q/health/ready"))
                    .build();
            return HTTP.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // it does not listen yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    StallingProxy proxy() {
        return proxy;
    }

    Child broker() {
        return broker;
    }

    Child storage() {
        return storage;
    }

    Child registrar() {
        return registrar;
    }

    Child predictor() {
        return predictor;
    }

    SmallDisk brokerDisk() {
        return brokerDisk;
    }

    SmallDisk predictorDisk() {
        return predictorDisk;
    }

    private static Path create(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The jar on the class path that holds Spring Boot's index. */
    private static Path s3Mock() {
        URL index = Objects.requireNonNull(FaultyHouse.class.getClassLoader().getResource("BOOT-INF/classpath.idx"));
        return Path.of(URI.create(index.getPath().substring(0, index.getPath().indexOf('!'))));
    }

    @Override
    public void close() throws IOException {
        orchestrator.shutdownNow();
        List.of(predictor, registrar, storage, broker).forEach(Child::close);
        proxy.close();
        brokerDisk.close();
        predictorDisk.close();
    }
}
