package io.fovea.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PreprocessingConfigTest {

    @Test
    void shouldHaveDefaults() {
        // When
        PreprocessingConfig config = config(Map.of());

        // Then
        assertThat(config.instance()).isEqualTo("local");
        assertThat(config.storage()).isEqualTo(URI.create("file:.fovea/storage"));
        assertThat(config.maxImageBytes().asLongValue()).isEqualTo(20 << 20);
        assertThat(config.maxImagePixels()).isEqualTo(25_000_000);
        assertThat(config.decodeThreads()).isEmpty();
        assertThat(config.stateDir()).isEqualTo(Path.of(".fovea/state"));
        assertThat(config.commitInterval()).isEqualTo(Duration.ofMillis(20));
        assertThat(config.streamThreads()).isEqualTo(1);
    }

    @Test
    void shouldReadItsKeys() {
        // When
        PreprocessingConfig config = config(Map.of(
                "fovea.preprocessing.instance", "one",
                "fovea.preprocessing.storage", "file:/one",
                "fovea.preprocessing.max-image-bytes", "1M",
                "fovea.preprocessing.max-image-pixels", "2",
                "fovea.preprocessing.decode-threads", "3"));

        // Then
        assertThat(config.instance()).isEqualTo("one");
        assertThat(config.storage()).isEqualTo(URI.create("file:/one"));
        assertThat(config.maxImageBytes()).isEqualTo(new MemorySize(BigInteger.valueOf(1 << 20)));
        assertThat(config.maxImagePixels()).isEqualTo(2);
        assertThat(config.decodeThreads()).hasValue(3);
    }

    @Test
    void shouldTakeInstanceAndStorageFromWhatTheServicesShare() {
        // When
        PreprocessingConfig config = config(Map.of("fovea.instance", "all-in-one", "fovea.storage", "file:/shared"));

        // Then
        assertThat(config.instance()).isEqualTo("all-in-one");
        assertThat(config.storage()).isEqualTo(URI.create("file:/shared"));
    }

    private static PreprocessingConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(PreprocessingConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 200))
                .build()
                .getConfigMapping(PreprocessingConfig.class);
    }
}
