package io.fovea.allinone;

import io.fovea.cli.platform.PlatformAddress;
import io.fovea.cli.platform.PlatformFile;
import io.fovea.cli.platform.PlatformOptions;
import io.fovea.cli.platform.RunningPlatform;
import io.fovea.embeddedkafka.EmbeddedKafka;
import io.fovea.messaging.TopicAdmin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A platform in this JVM: the broker starts first and stops last, the services in between. See
 * docs/adr/0006-one-jvm-and-the-command-line.md.
 */
final class AllInOne implements RunningPlatform {

    private final EmbeddedKafka kafka;
    private final PlatformAddress address;
    private final PlatformFile file;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Services services;

    private AllInOne(EmbeddedKafka kafka, PlatformAddress address, PlatformFile file) {
        this.kafka = kafka;
        this.address = address;
        this.file = file;
    }

    /** Returns when every service is ready; Ctrl-C stops it in order, also while it starts. */
    static RunningPlatform start(PlatformOptions options) {
        Path folder = options.folder().path();
        Ports.free(options.httpPort(), "--http-port");
        Ports.free(options.kafkaPort(), "--kafka-port");
        DeadBroker.endsTheProcess(folder);
        EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), options.kafkaPort());
        int httpPort = Ports.free(options.httpPort(), "--http-port"); // drawn now: none of Kafka's, which are bound
        var platform = new AllInOne(kafka, address(folder, kafka, httpPort), new PlatformFile(folder));
        Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "fovea-stop"));
        try {
            platform.startServices(new ServicesSettings(platform.address, httpPort, options.warnings()));
            return platform;
        } catch (RuntimeException e) {
            platform.close();
            throw e;
        }
    }

    private void startServices(ServicesSettings settings) {
        try (TopicAdmin admin = TopicAdmin.of(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.ensureControlTopics(); // before any service looks for them
        }
        services = Services.launch(settings);
        services.awaitReady();
        try {
            file.write(address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public PlatformAddress address() {
        return address;
    }

    @Override
    public void awaitStop() {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (stopping.compareAndSet(false, true)) {
            Services running = services;
            if (running != null) {
                running.close();
            }
            kafka.close();
            deleteFile();
            stopped.countDown();
        }
        awaitStop(); // whoever came second
    }

    private void deleteFile() {
        try {
            file.delete();
        } catch (IOException e) {
            // It stays behind; whoever reads it finds that nobody answers at its address.
        }
    }

    private static PlatformAddress address(Path folder, EmbeddedKafka kafka, int httpPort) {
        return new PlatformAddress(
                kafka.bootstrapServers(),
                "http://localhost:" + httpPort,
                folder.resolve("storage").toUri().toString(),
                folder.toString(),
                folder.resolve("logs").resolve("fovea.log").toString(),
                ProcessHandle.current().pid());
    }
}
