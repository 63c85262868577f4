package io.fovea.testing;

import io.fovea.messaging.Tracing;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;

/** Traces that a test can look at. */
public final class Spans {

    private Spans() {}

    /** Each span goes to the exporter as soon as it has ended. */
    public static Tracing to(InMemorySpanExporter exporter) {
        return Tracing.by(OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                        .build())
                .build());
    }
}
