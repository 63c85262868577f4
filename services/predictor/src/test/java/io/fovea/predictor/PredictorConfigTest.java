package io.fovea.predictor;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PredictorConfigTest {

    @Test
    void shouldHaveDefaults() {
        // When
        PredictorConfig config = config(Map.of());

        // Then
        assertThat(config)
                .returns("auto", PredictorConfig::device)
                .returns(5, PredictorConfig::top)
                .returns(Path.of(".fovea/state"), PredictorConfig::stateDir)
                .returns(Duration.ofMillis(20), PredictorConfig::commitInterval)
                .returns(Duration.ofSeconds(30), PredictorConfig::modelRetry)
                .returns(Optional.empty(), PredictorConfig::modelMemory)
                .returns(Duration.ofSeconds(5), PredictorConfig::slowestBatch)
                .returns(1000, settings -> settings.stream().maxRecords())
                .returns(16L << 20, settings -> settings.stream().maxBytes())
                .returns(Duration.ofMillis(250), settings -> settings.stream().maxTime())
                .returns(16L << 20, settings -> settings.maxRequestBytes().asLongValue())
                .returns(256L << 20, settings -> settings.maxWaitingBytes().asLongValue())
                .returns(25_000_000L, PredictorConfig::maxImagePixels)
                .returns(4096, PredictorConfig::maxQueuedRows)
                .returns(Optional.empty(), PredictorConfig::grpcPort)
                .returns(Duration.ofSeconds(30), PredictorConfig::requestTimeout)
                .returns(Duration.ofSeconds(60), PredictorConfig::transactionTimeout);
    }

    @Test
    void shouldBeNamedByTheService() {
        // When
        PredictorConfig config = config(Map.of(
                "fovea.predictor.device", "gpu:0",
                "fovea.predictor.top", "3",
                "fovea.predictor.model-retry", "5s",
                "fovea.predictor.stream.max-time", "1s",
                "fovea.predictor.transaction-timeout", "90s"));

        // Then
        assertThat(config)
                .returns("gpu:0", PredictorConfig::device)
                .returns(3, PredictorConfig::top)
                .returns(Duration.ofSeconds(5), PredictorConfig::modelRetry)
                .returns(Duration.ofSeconds(1), settings -> settings.stream().maxTime())
                .returns(Duration.ofSeconds(90), PredictorConfig::transactionTimeout);
    }

    private static PredictorConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors() // one key names another
                .addDiscoveredConverters() // Quarkus reads 30s
                .withMapping(PredictorConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(PredictorConfig.class);
    }
}
