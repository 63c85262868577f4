package io.fovea.messaging;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The headers of a call over HTTP or gRPC. */
@FunctionalInterface
public interface CallHeaders {

    /** @return null where there is none of that name, which is in lower case */
    @Nullable
    String get(String name);

    /** The caller's trace as W3C has it; the root context where there is none, or none that can be read. */
    static Context context(CallHeaders headers) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, Getter.INSTANCE);
    }

    /** How OpenTelemetry asks. */
    enum Getter implements TextMapGetter<CallHeaders> {
        /** There is nothing in it. */
        INSTANCE;

        @Override
        public Iterable<String> keys(CallHeaders carrier) {
            return List.of(); // nobody asks for them
        }

        @Override
        public @Nullable String get(@Nullable CallHeaders carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    }
}
