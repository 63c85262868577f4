package io.fovea.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainerConfigTest {
    @Test
    void shouldHaveTheseDefaults() {
        // When
        TrainerConfig config = config(Map.of("fovea.storage", "file:/tmp/storage"));

        // Then
        assertThat(config.instance()).isEqualTo("local");
        assertThat(config.storage()).isEqualTo(URI.create("file:/tmp/storage"));
        assertThat(config.device()).isEqualTo("auto");
        assertThat(config.attempts()).isEqualTo(20);
        assertThat(config.checkpointInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.progressInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.patience()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.outagePause()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void shouldHaveTheseNames() {
        // When
        TrainerConfig config = config(Map.of(
                "fovea.instance", "pod-1",
                "fovea.trainer.storage", "file:/models",
                "fovea.trainer.device", "gpu:0",
                "fovea.trainer.attempts", "2",
                "fovea.trainer.checkpoint-interval", "10m",
                "fovea.trainer.progress-interval", "5s",
                "fovea.trainer.patience", "10s",
                "fovea.trainer.outage-pause", "100ms"));

        // Then
        assertThat(config.instance()).isEqualTo("pod-1");
        assertThat(config.storage()).isEqualTo(URI.create("file:/models"));
        assertThat(config.device()).isEqualTo("gpu:0");
        assertThat(config.attempts()).isEqualTo(2);
        assertThat(config.checkpointInterval()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.progressInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.patience()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.outagePause()).isEqualTo(Duration.ofMillis(100));
    }

    private static TrainerConfig config(Map<String, String> values) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .withConverter(Duration.class, 200, new io.quarkus.runtime.configuration.DurationConverter())
                .withMapping(TrainerConfig.class)
                .build();
        return config.getConfigMapping(TrainerConfig.class);
    }
}
