package io.fovea.featureextractor;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeatureExtractorConfigTest {

    @Test
    void shouldHaveDefaults() {
        // When
        FeatureExtractorConfig config = config(Map.of());

        // Then
        assertThat(config)
                .returns("auto", FeatureExtractorConfig::device)
                .returns(1000, settings -> settings.stream().maxRecords())
                .returns(16L << 20, settings -> settings.stream().maxBytes())
                .returns(Duration.ofMillis(250), settings -> settings.stream().maxTime())
                .returns(Duration.ofSeconds(30), FeatureExtractorConfig::modelRetry)
                .returns(Duration.ofSeconds(60), FeatureExtractorConfig::transactionTimeout);
    }

    @Test
    void shouldBeNamedByTheService() {
        // When
        FeatureExtractorConfig config = config(Map.of(
                "fovea.feature-extractor.device", "gpu:0",
                "fovea.feature-extractor.model-retry", "5s",
                "fovea.feature-extractor.stream.max-records", "50",
                "fovea.feature-extractor.transaction-timeout", "90s"));

        // Then
        assertThat(config)
                .returns("gpu:0", FeatureExtractorConfig::device)
                .returns(Duration.ofSeconds(5), FeatureExtractorConfig::modelRetry)
                .returns(50, settings -> settings.stream().maxRecords())
                .returns(Duration.ofSeconds(90), FeatureExtractorConfig::transactionTimeout);
    }

    private static FeatureExtractorConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters() // Quarkus reads 30s
                .withMapping(FeatureExtractorConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(FeatureExtractorConfig.class);
    }
}
