package io.fovea.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The W3C trace context in the headers of a record or a call: {@code traceparent} and {@code tracestate}. */
final class TraceHeaders implements TextMapGetter<Headers> {

    private static final TextMapPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final TraceHeaders READER = new TraceHeaders();

    private static final TextMapGetter<CallHeaders> OF_CALL = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(CallHeaders carrier) {
            return List.of(); // nobody asks for them
        }

        @Override
        public @Nullable String get(@Nullable CallHeaders carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    };

    private TraceHeaders() {}

    /** The trace that a record belongs to; the root context where it says none, or nothing that can be read. */
    static Context of(Headers headers) {
        return W3C.extract(Context.root(), headers, READER);
    }

    /** The trace that a call belongs to; the root context where it says none, or nothing that can be read. */
    static Context of(CallHeaders headers) {
        return W3C.extract(Context.root(), headers, OF_CALL);
    }

    /** Puts the span in the place of the one that the headers have. */
    static void put(Span span, Headers headers) {
        W3C.inject(Context.root().with(span), headers, (carrier, key, value) -> {
            carrier.remove(key);
            carrier.add(key, value.getBytes(UTF_8));
        });
    }

    @Override
    public Iterable<String> keys(Headers carrier) {
        return Arrays.stream(carrier.toArray()).map(Header::key).toList();
    }

    @Override
    public @Nullable String get(@Nullable Headers carrier, String key) {
        Header header = carrier == null ? null : carrier.lastHeader(key);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
