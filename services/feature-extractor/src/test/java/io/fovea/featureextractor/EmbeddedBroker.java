package io.fovea.featureextractor;

import io.fovea.testing.BrokerFolder;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A broker and a storage for the app under test. */
public final class EmbeddedBroker implements QuarkusTestResourceLifecycleManager {

    private @Nullable BrokerFolder broker;

    @Override
    public Map<String, String> start() {
        BrokerFolder started = BrokerFolder.start("feature-extractor-it");
        broker = started;
        Map<String, String> settings = new HashMap<>(started.settings());
        settings.putAll(Map.of("fovea.instance", "it", "fovea.feature-extractor.device", "cpu"));
        return settings;
    }

    @Override
    public void stop() {
        if (broker != null) {
            broker.close();
        }
    }
}
