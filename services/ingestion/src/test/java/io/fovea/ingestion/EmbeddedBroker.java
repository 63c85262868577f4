package io.fovea.ingestion;

import io.fovea.embeddedkafka.EmbeddedKafka;
import io.fovea.testing.BrokerFolder;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A broker and a storage for the app under test, and small limits. */
public final class EmbeddedBroker implements QuarkusTestResourceLifecycleManager {
    static final int MAX_IMAGE_BYTES = 1_000_000;
    static final int MAX_REQUEST_BYTES = 12_000_000;

    private @Nullable BrokerFolder broker;

    @Override
    public Map<String, String> start() {
        BrokerFolder started = BrokerFolder.start("ingestion-it");
        broker = started;
        Map<String, String> settings = new HashMap<>(started.settings());
        settings.putAll(Map.of(
                "fovea.incoming", started.folder().resolve("incoming").toString(),
                "fovea.ingestion.max-image-bytes", Integer.toString(MAX_IMAGE_BYTES),
                "fovea.ingestion.max-request-bytes", Integer.toString(MAX_REQUEST_BYTES)));
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        if (broker != null) {
            injector.injectIntoFields(broker.kafka(), new TestInjector.MatchesType(EmbeddedKafka.class));
        }
    }

    @Override
    public void stop() {
        if (broker != null) {
            broker.close();
        }
    }
}
