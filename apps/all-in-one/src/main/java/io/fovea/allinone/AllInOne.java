package io.fovea.allinone;

import io.fovea.cli.platform.PlatformAddress;
import io.fovea.cli.platform.PlatformFile;
import io.fovea.cli.platform.PlatformOptions;
import io.fovea.cli.platform.RunningPlatform;
import io.fovea.embeddedkafka.EmbeddedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A platform in this JVM: the broker starts first and stops last, the services in between. See
 * docs/adr/0006-one-jvm-and-the-command-line.md.
 */
final class AllInOne implements RunningPlatform {

    private final EmbeddedKafka kafka;
    private final Services services;
    private final PlatformAddress address;
    private final PlatformFile file;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);

    private AllInOne(EmbeddedKafka kafka, Services services, PlatformAddress address, PlatformFile file) {
        this.kafka = kafka;
        this.services = services;
        this.address = address;
        this.file = file;
    }

    /** Returns when every service is ready; from then on Ctrl-C stops it in order. */
    static RunningPlatform start(PlatformOptions options) {
        Path folder = options.folder().path();
        int httpPort = Ports.free(options.httpPort(), "--http-port");
        EmbeddedKafka kafka = startKafka(folder.resolve("kafka"), options.kafkaPort());
        try {
            PlatformAddress address = address(folder, kafka, httpPort);
            Services services = Services.start(new ServicesSettings(address, httpPort, options.warnings()));
            var platform = new AllInOne(kafka, services, address, new PlatformFile(folder));
            platform.announce();
            return platform;
        } catch (RuntimeException e) {
            kafka.close();
            throw e;
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
            services.close();
            kafka.close();
            deleteFile();
            stopped.countDown();
        }
        awaitStop(); // whoever came second
    }

    private void announce() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "fovea-stop"));
        try {
            file.write(address);
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        }
    }

    private void deleteFile() {
        try {
            file.delete();
        } catch (IOException e) {
            // It stays behind; whoever reads it finds that nobody answers at its address.
        }
    }

    private static EmbeddedKafka startKafka(Path folder, int port) {
        Ports.free(port, "--kafka-port");
        return EmbeddedKafka.start(folder, port);
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
