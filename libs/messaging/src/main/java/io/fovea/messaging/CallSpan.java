package io.fovea.messaging;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/** A call's span, from when it came in until it has its answer. */
record CallSpan(Span span) implements CallTrace {

    @Override
    public void answered(String version, long rows) {
        span.setAttribute("fovea.model.version", version)
                .setAttribute("fovea.rows", rows)
                .end();
    }

    @Override
    public void refused(Throwable why) {
        span.setStatus(StatusCode.ERROR, String.valueOf(why.getMessage())).end();
    }
}
