package io.fovea.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What keeps five services apart in one JVM: every key, channel and group begins with the service's name. */
class ServiceConfigTest {

    private static final SourceTree TREE = SourceTree.ofThisRepository();

    @ParameterizedTest
    @MethodSource("configs")
    void shouldBeginWithTheServicesName(ServiceConfig config) {
        assertThat(config.strayKeys())
                .as(
                        "keys of %s; prefix them with the service's name, or put them in deploy/Dockerfile",
                        config.service())
                .isEmpty();
        assertThat(config.strayGroups())
                .as("consumer groups of %s; begin them with the service's name", config.service())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("configs")
    void shouldReadOnlyWhatIsCommitted(ServiceConfig config) {
        assertThat(config.careless())
                .as("channels that want isolation.level=read_committed and enable.auto.commit=false")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("configs")
    void shouldLetNoHeaderStopAChannel(ServiceConfig config) {
        assertThat(config.trusting())
                .as(
                        "channels that want cloud-events=false: SmallRye's own look at a CloudEvent's headers fails the poll for good")
                .isEmpty();
    }

    @Test
    void shouldDefineEachKeyOnce() {
        // When
        Map<String, List<String>> services = configs()
                .flatMap(config -> config.values().keySet().stream().map(key -> Map.entry(key, config.service())))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));

        // Then
        assertThat(services)
                .allSatisfy((key, owners) -> assertThat(owners)
                        .as("services that define %s; in one JVM one of them would win silently", key)
                        .hasSize(1));
    }

    @Test
    void shouldLeaveApplicationPropertiesToTheRunners() {
        assertThat(Stream.of(Layer.LIBS, Layer.SERVICES).flatMap(layer -> TREE.modules(layer).stream()))
                .as("an application.properties leaks into all-in-one; use META-INF/microprofile-config.properties")
                .allMatch(module -> Files.notExists(module.mainResources().resolve("application.properties")));
    }

    @Test
    void shouldSeeBreaches() {
        // Given
        String text = """
                fovea.trainer.device=auto
                fovea.predictor.threads=2
                %test.quarkus.http.port=0
                mp.messaging.incoming.trainer-jobs-in.group.id=jobs
                mp.messaging.incoming.trainer-jobs-in.isolation.level=read_committed
                """;

        // When
        ServiceConfig config = ServiceConfig.parse("trainer", text);

        // Then
        assertThat(config.strayKeys()).containsExactly("fovea.predictor.threads", "quarkus.http.port");
        assertThat(config.strayGroups()).containsExactly("mp.messaging.incoming.trainer-jobs-in.group.id=jobs");
        assertThat(config.careless()).containsExactly("mp.messaging.incoming.trainer-jobs-in");
    }

    static Stream<ServiceConfig> configs() {
        return TREE.modules(Layer.SERVICES).stream().map(ServiceConfig::of);
    }
}
