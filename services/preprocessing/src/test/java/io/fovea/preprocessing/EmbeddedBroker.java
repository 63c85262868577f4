package io.fovea.preprocessing;

import io.fovea.embeddedkafka.EmbeddedKafka;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A broker and a storage folder for the app under test. */
public final class EmbeddedBroker implements QuarkusTestResourceLifecycleManager {
    private @Nullable EmbeddedKafka kafka;

    @Override
    public Map<String, String> start() {
        Path folder = folder();
        EmbeddedKafka started = EmbeddedKafka.start(folder.resolve("kafka"));
        kafka = started;
        return Map.of(
                "kafka.bootstrap.servers", started.bootstrapServers(),
                "fovea.state-dir", folder.resolve("state").toString(),
                "fovea.storage", folder.resolve("storage").toUri().toString(),
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
            return Files.createTempDirectory(Path.of("target"), "preprocessing-it")
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
