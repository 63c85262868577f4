package io.fovea.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.GlobalOpenTelemetry;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class TracingTest {

    @Test
    void shouldBeAskedForByAnExporterOrAnEndpointAlone() {
        assertThat(Tracing.isAskedFor(Map.of())).isFalse();
        assertThat(Tracing.isAskedFor(Map.of("OTEL_TRACES_EXPORTER", "none"))).isFalse();
        assertThat(Tracing.isAskedFor(Map.of("OTEL_TRACES_EXPORTER", "otlp"))).isTrue();
        assertThat(Tracing.isAskedFor(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4318")))
                .isTrue();
    }

    @Test
    void shouldTakeNoGlobalThatDoesNothingForAnAgents() {
        // Given
        GlobalOpenTelemetry.resetForTest();
        GlobalOpenTelemetry.get(); // as SmallRye asks for it

        // When
        Tracing off = Tracing.by(Map.of());

        // Then
        assertThat(GlobalOpenTelemetry.isSet()).isTrue();
        assertThat(off.batch("predictor", List.of())).isSameAs(BatchTrace.NONE);
        GlobalOpenTelemetry.resetForTest();
    }

    @Test
    void shouldMakeAnSdkOfTheEnvironment() {
        assertThat(Tracing.by(Map.of("OTEL_TRACES_EXPORTER", "otlp")).batch("predictor", List.of()))
                .isInstanceOf(BatchSpans.class);
    }

    @Test
    void shouldLeaveNothingWhereNobodyAsks() {
        // Given
        var record = new ProducerRecord<>("topic", new byte[0], new byte[0]);
        Tracing off = Tracing.by(Map.of());

        // When
        off.origin("ingestion", record);

        // Then
        assertThat(record.headers()).isEmpty();
        assertThat(off.batch("predictor", List.of())).isSameAs(BatchTrace.NONE);
    }
}
