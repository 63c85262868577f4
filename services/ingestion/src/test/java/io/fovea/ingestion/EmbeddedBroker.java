package io.fovea.ingestion;

import io.fovea.embeddedkafka.EmbeddedKafka;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A broker and a storage folder for the app under test, and small limits. */
public final class EmbeddedBroker implements QuarkusTestResourceLifecycleManager {
    static final int MAX_IMAGE_BYTES = 1_000_000;
    static final int MAX_REQUEST_BYTES = 12_000_000;

    private @Nullable EmbeddedKafka kafka;

    @Override
    public Map<String, String> start() {
        Path folder = folder();
        EmbeddedKafka started = EmbeddedKafka.start(folder.resolve("kafka"));
        kafka = started;
        return Map.of(
                "kafka.bootstrap.servers", started.bootstrapServers(),
                "fovea.storage", folder.resolve("storage").toUri().toString(),
                "fovea.incoming", folder.resolve("incoming").toString(),
                "fovea.ingestion.max-image-bytes", Integer.toString(MAX_IMAGE_BYTES),
                "fovea.ingestion.max-request-bytes", Integer.toString(MAX_REQUEST_BYTES),
                "quarkus.http.test-port", "0");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(kafka, new TestInjector.MatchesType(EmbeddedKafka.class));
    }

    @Override
    public void stop() {
        if (kafka != null) {
            kafka.close();
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory(Path.of("target"), "ingestion-it").toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
