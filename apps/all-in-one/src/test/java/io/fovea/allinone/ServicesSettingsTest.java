package io.fovea.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cli.platform.PlatformAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** All that the services are told; everything else is their own default. */
class ServicesSettingsTest {

    private final PlatformAddress address = new PlatformAddress(
            "127.0.0.1:9092", "http://localhost:8080", "file:///d/storage", "/d", "/d/logs/fovea.log", 42);

    @Test
    void shouldTellServicesWhereThingsAre() {
        assertThat(new ServicesSettings(address, 8080, true).asProperties())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "kafka.bootstrap.servers", "127.0.0.1:9092",
                        "fovea.storage", "file:///d/storage",
                        "fovea.incoming", "/d/incoming",
                        "fovea.state-dir", "/d/state",
                        "fovea.instance", "all-in-one",
                        "quarkus.http.host", "127.0.0.1",
                        "quarkus.http.port", "8080",
                        "quarkus.log.file.path", "/d/logs/fovea.log",
                        "quarkus.log.console.level", "WARN"));
    }

    @Test
    void shouldKeepTheConsoleFreeWhereNobodyWantsWarnings() {
        assertThat(new ServicesSettings(address, 8080, false).asProperties())
                .containsEntry("quarkus.log.console.level", "OFF");
    }
}
