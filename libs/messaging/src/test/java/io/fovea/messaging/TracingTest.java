package io.fovea.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
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
    void shouldGoOnWithTheTraceOfWhatARecordFollowsFrom() {
        // Given
        InMemorySpanExporter exporter = InMemorySpanExporter.create();
        var trace = new HeldTrace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "");
        Headers headers = trace.headers();

        // When
        Spans.to(exporter).follow("predictor", "fovea.predictions.p", headers, 1_700_000_000_000L);

        // Then
        SpanData span = exporter.getFinishedSpanItems().get(0);
        assertThat(span.getName()).isEqualTo("send fovea.predictions.p");
        assertThat(span.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(span.getStartEpochNanos()).isEqualTo(1_700_000_000_000_000_000L);
        assertThat(HeldTrace.of(headers).parent())
                .isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-%s-01".formatted(span.getSpanId()));
    }

    @Test
    void shouldLeaveNothingWhereNobodyAsks() {
        // Given
        var record = new ProducerRecord<>("topic", new byte[0], new byte[0]);
        Tracing off = Tracing.by(Map.of());

        // When
        off.origin("ingestion", record);
        off.follow("preprocessing", "examples", record.headers(), 1);

        // Then
        assertThat(record.headers()).isEmpty();
        assertThat(off.batch("predictor", List.of())).isSameAs(BatchTrace.NONE);
    }
}
