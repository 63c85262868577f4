package io.fovea.messaging;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Traces of records across Kafka, by OpenTelemetry where its own environment variables name an exporter or an agent has set it up;
 * otherwise nothing is traced, and nobody is called. See {@code docs/adr/0034-traces.md}. Thread-safe.
 */
public final class Tracing {

    private static final String SCOPE = "io.fovea";
    private static final List<String> ENDPOINTS =
            List.of("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");

    /** What the environment may say otherwise. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "otel.service.name", "fovea",
            "otel.exporter.otlp.protocol", "http/protobuf",
            "otel.metrics.exporter", "none", // they are Prometheus'
            "otel.logs.exporter", "none",
            "otel.span.link.count.limit", "1000"); // a batch has as many records by default

    private final Optional<Tracer> tracer;

    private Tracing(Optional<Tracer> tracer) {
        this.tracer = tracer;
    }

    /** What the process' environment asks for; the same object each time. */
    public static Tracing ofEnvironment() {
        return OfEnvironment.TRACING;
    }

    /** Traces that this OpenTelemetry takes. */
    public static Tracing by(OpenTelemetry telemetry) {
        return new Tracing(Optional.of(telemetry.getTracer(SCOPE)));
    }

    static Tracing by(Map<String, String> environment) {
        if (isSetUpByAnAgent()) {
            return by(GlobalOpenTelemetry.get());
        }
        return isAskedFor(environment)
                ? by(AutoConfiguredOpenTelemetrySdk.builder()
                        .addPropertiesSupplier(() -> DEFAULTS)
                        .build()
                        .getOpenTelemetrySdk())
                : new Tracing(Optional.empty());
    }

    /** Whoever asked for the global one before it was set, as SmallRye does, has set one that does nothing. */
    private static boolean isSetUpByAnAgent() {
        return GlobalOpenTelemetry.isSet() && GlobalOpenTelemetry.getTracerProvider() != TracerProvider.noop();
    }

    static boolean isAskedFor(Map<String, String> environment) {
        String exporter = environment.getOrDefault("OTEL_TRACES_EXPORTER", "");
        return !exporter.equals("none")
                && (!exporter.isEmpty() || ENDPOINTS.stream().anyMatch(environment::containsKey));
    }

    /**
     * A record is where its trace begins, or where that of who sent it comes in: it gets a span in its headers.
     *
     * @param service whose span it is
     */
    public ProducerRecord<byte[], byte[]> origin(String service, ProducerRecord<byte[], byte[]> record) {
        tracer.ifPresent(spans -> send(sending(spans, service, record.topic(), record.headers()), record.headers()));
        return record;
    }

    /**
     * A record follows from another in Kafka Streams, which commits it later: its headers, which have the trace of the other, get a
     * span that ends now.
     *
     * @param service whose span it is
     * @param topic where the record goes
     * @param sinceMillis when what it follows from was written
     */
    public void follow(String service, String topic, Headers headers, long sinceMillis) {
        tracer.ifPresent(spans -> send(
                sending(spans, service, topic, headers).setStartTimestamp(sinceMillis, TimeUnit.MILLISECONDS),
                headers));
    }

    private static SpanBuilder sending(Tracer spans, String service, String topic, Headers headers) {
        return spans.spanBuilder("send " + topic)
                .setParent(TraceHeaders.of(headers))
                .setSpanKind(SpanKind.PRODUCER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", topic)
                .setAttribute("fovea.service", service);
    }

    private static void send(SpanBuilder sending, Headers headers) {
        Span span = sending.startSpan();
        TraceHeaders.put(span, headers);
        span.end();
    }

    /**
     * A call that somebody waits for: in the caller's trace where its headers name one, or where a trace begins. To be ended by
     * {@link CallTrace#answered} or {@link CallTrace#refused}.
     *
     * @param service whose span it is
     * @param name the span's
     * @param headers of the call: {@code traceparent} and {@code tracestate}, or null where it has none of that name
     */
    public CallTrace call(String service, String name, CallHeaders headers) {
        return tracer.<CallTrace>map(spans -> new CallSpan(spans.spanBuilder(name)
                        .setParent(TraceHeaders.of(headers))
                        .setSpanKind(SpanKind.SERVER)
                        .setAttribute("fovea.service", service)
                        .startSpan()))
                .orElse(CallTrace.NONE);
    }

    BatchTrace batch(String service, List<ConsumerRecord<byte[], byte[]>> records) {
        return tracer.<BatchTrace>map(spans -> new BatchSpans(spans, service, records))
                .orElse(BatchTrace.NONE);
    }

    /** Made when first asked for. */
    private static final class OfEnvironment {
        private static final Tracing TRACING = by(System.getenv());
    }
}
