package io.fovea.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IngestionConfigTest {

    @Test
    void shouldHaveDefaults() {
        // When
        IngestionConfig config = config(Map.of());

        // Then
        assertThat(config.instance()).isEqualTo("local");
        assertThat(config.storage()).isEqualTo(URI.create("file:.fovea/storage"));
        assertThat(config.incoming()).isEqualTo(Path.of(".fovea/incoming"));
        assertThat(config.maxImageBytes().asLongValue()).isEqualTo(20 << 20);
        assertThat(config.maxImagePixels()).isEqualTo(25_000_000);
        assertThat(config.maxRequestBytes().asLongValue()).isEqualTo(64 << 20);
        assertThat(config.maxImages()).isEqualTo(10_000);
        assertThat(config.maxBars()).isEqualTo(100_000);
        assertThat(config.maxLabels()).isEqualTo(100_000);
        assertThat(config.maxConcurrentRequests()).isEqualTo(4);
    }

    @Test
    void shouldReadItsKeys() {
        // When
        IngestionConfig config = config(Map.of(
                "fovea.ingestion.instance", "one",
                "fovea.ingestion.storage", "file:/one",
                "fovea.ingestion.incoming", "/in",
                "fovea.ingestion.max-image-bytes", "1M",
                "fovea.ingestion.max-request-bytes", "2M",
                "fovea.ingestion.max-image-pixels", "6",
                "fovea.ingestion.max-images", "3",
                "fovea.ingestion.max-bars", "4",
                "fovea.ingestion.max-labels", "7",
                "fovea.ingestion.max-concurrent-requests", "5"));

        // Then
        assertThat(config.instance()).isEqualTo("one");
        assertThat(config.storage()).isEqualTo(URI.create("file:/one"));
        assertThat(config.incoming()).isEqualTo(Path.of("/in"));
        assertThat(config.maxImageBytes()).isEqualTo(new MemorySize(BigInteger.valueOf(1 << 20)));
        assertThat(config.maxRequestBytes()).isEqualTo(new MemorySize(BigInteger.valueOf(2 << 20)));
        assertThat(config.maxImagePixels()).isEqualTo(6);
        assertThat(config.maxImages()).isEqualTo(3);
        assertThat(config.maxBars()).isEqualTo(4);
        assertThat(config.maxLabels()).isEqualTo(7);
        assertThat(config.maxConcurrentRequests()).isEqualTo(5);
    }

    @Test
    void shouldTakeInstanceAndStorageFromWhatTheServicesShare() {
        // When
        IngestionConfig config = config(Map.of("fovea.instance", "all-in-one", "fovea.storage", "file:/shared"));

        // Then
        assertThat(config.instance()).isEqualTo("all-in-one");
        assertThat(config.storage()).isEqualTo(URI.create("file:/shared"));
    }

    private static IngestionConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withMapping(IngestionConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 200))
                .build()
                .getConfigMapping(IngestionConfig.class);
    }
}
