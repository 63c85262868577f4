package io.fovea.ingestion;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * Why a request was not served.
 *
 * @param code stable, for programs
 * @param explanation a sentence, for people
 */
public record Problem(String code, String explanation) {
    private static final int RETRY_AFTER_SECONDS = 2;

    /** The answer with this status. */
    static Response answer(int status, String code, String explanation) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(new Problem(code, explanation))
                .build();
    }

    /** The same request may be sent again, and nothing will be taken twice. */
    static Response later(String code, String explanation) {
        return Response.fromResponse(answer(503, code, explanation))
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build();
    }
}
