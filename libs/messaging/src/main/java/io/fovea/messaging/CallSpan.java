package io.fovea.messaging;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/** A call's span, from when it came in until it has its answer. */
record CallSpan(Span span) implements CallTrace {

    private static final int MOST_CHARACTERS =
            500; // a reason names what was asked, which a stranger may have made long

    @Override
    public void answered(String version, long rows) {
        span.setAttribute("fovea.model.version", version)
                .setAttribute("fovea.rows", rows)
                .end();
    }

    @Override
    public void refused(Throwable why) {
        String reason = String.valueOf(why.getMessage());
        span.setStatus(StatusCode.ERROR, reason.substring(0, Math.min(reason.length(), MOST_CHARACTERS)))
                .end();
    }
}
