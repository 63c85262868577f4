package io.fovea.preprocessing;

import io.fovea.embeddedkafka.EmbeddedKafka;
import io.fovea.testing.BrokerFolder;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A broker and a storage for the app under test. */
public final class EmbeddedBroker implements QuarkusTestResourceLifecycleManager {

    private @Nullable BrokerFolder broker;

    @Override
    public Map<String, String> start() {
        BrokerFolder started = BrokerFolder.start("preprocessing-it");
        broker = started;
        return started.settings();
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
