package io.fovea.featureextractor;

import io.fovea.featureextractor.kept.KeptFeatures;
import io.fovea.messaging.ExactlyOnce;
import io.fovea.messaging.ExactlyOnceSettings;
import io.fovea.registry.ArtefactStore;
import io.fovea.serving.Serving;
import io.fovea.serving.ServingSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the service together when it starts, and takes it apart when it stops. */
@Startup
@ApplicationScoped
class FeatureExtractorSetup {

    private final Serving serving;
    private final ExactlyOnce exactlyOnce;

    FeatureExtractorSetup(
            FeatureExtractorConfig config,
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "localhost:9092") String bootstrapServers,
            @ConfigProperty(name = "fovea.storage") URI storage,
            @ConfigProperty(name = "fovea.instance", defaultValue = "local") String instance,
            MeterRegistry meters) {
        Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers);
        ServingSettings settings = new ServingSettings(
                FeatureExtractor.SERVICE, instance, client, storage, config.device(), config.modelRetry());
        KeptFeatures kept = new KeptFeatures(ArtefactStore.open(storage), meters);
        this.serving = Serving.start(settings, registry -> new FeatureExtractor(kept, Clock.systemUTC()), meters);
        this.exactlyOnce = ExactlyOnce.of(
                ExactlyOnceSettings.of(FeatureExtractor.SERVICE, instance, client)
                        .withLimits(config.stream().limits())
                        .withTransactionTimeout(config.transactionTimeout()),
                meters);
    }

    Serving serving() {
        return serving;
    }

    ExactlyOnce exactlyOnce() {
        return exactlyOnce;
    }

    @PreDestroy
    void stop() {
        exactlyOnce.close();
        serving.close();
    }
}
