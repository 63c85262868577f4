package io.fovea.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

class HttpDefaultsTest {

    @Test
    void shouldBeFoundByEveryConfiguration() {
        // When
        SmallRyeConfig config =
                new SmallRyeConfigBuilder().addDiscoveredSources().build();

        // Then
        assertThat(config.getRawValue("quarkus.http.host")).isEqualTo("127.0.0.1");
        assertThat(config.getRawValue("quarkus.http.limits.max-body-size")).isEqualTo("256M");
    }

    @Test
    void shouldGiveWayToEveryFile() {
        assertThat(new HttpDefaults().getOrdinal()).isLessThan(100);
    }
}
