package io.fovea.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallSpanTest {

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final Tracing tracing = Spans.to(exporter);

    @Test
    void shouldBeTheChildOfTheSpanThatTheCallNames() {
        // Given
        var headers = Map.of("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        // When
        tracing.call("predictor", "infer", headers::get).answered("digits/3", 8);

        // Then
        SpanData span = exporter.getFinishedSpanItems().get(0);
        assertThat(span.getTraceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(span.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
    }

    @Test
    void shouldCutAReasonThatAStrangerMadeLong() {
        // When
        tracing.call("predictor", "infer", name -> null)
                .refused(new IllegalArgumentException("There is no model " + "x".repeat(100_000)));

        // Then
        SpanData span = exporter.getFinishedSpanItems().get(0);
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getStatus().getDescription())
                .startsWith("There is no model xxx")
                .hasSizeLessThan(1_000);
    }
}
