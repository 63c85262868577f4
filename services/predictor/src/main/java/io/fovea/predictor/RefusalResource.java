package io.fovea.predictor;

import io.fovea.predictor.classify.UnsupportedPictureException;
import io.fovea.predictor.inference.BodyBudget;
import io.fovea.predictor.inference.MalformedRequestException;
import io.fovea.serving.CallRefusedException;
import io.fovea.transforms.ImageRejectedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** How a refusal is said over HTTP: a status, and a sentence as {@code error}. */
public class RefusalResource {

    private static final int RETRY_AFTER_SECONDS = 1;

    /** The answer to a request whose answer did not come; throws what is no refusal. */
    static Response answer(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof CallRefusedException refused) {
            return problem(refused);
        }
        throw new CompletionException(cause);
    }

    /** A status and a sentence. */
    static Response problem(int status, String explanation) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(Map.of("error", explanation))
                .build();
    }

    @ServerExceptionMapper
    public Response refused(CallRefusedException e) {
        return problem(e);
    }

    @ServerExceptionMapper
    public Response malformed(MalformedRequestException e) {
        return problem(400, e.getMessage());
    }

    @ServerExceptionMapper
    public Response tooLarge(BodyBudget.BodyTooLargeException e) {
        return problem(413, e.getMessage());
    }

    @ServerExceptionMapper
    public Response unsupported(UnsupportedPictureException e) {
        return problem(415, e.getMessage());
    }

    @ServerExceptionMapper
    public Response rejected(ImageRejectedException e) {
        int status = e.code().equals(ImageRejectedException.Code.IMAGE_TOO_LARGE.name()) ? 413 : 422;
        return problem(status, e.code() + ": " + e.explanation());
    }

    private static Response problem(CallRefusedException refused) {
        return switch (refused.reason()) {
            case UNKNOWN_MODEL -> problem(404, refused.getMessage());
            case INVALID -> problem(422, refused.getMessage());
            case QUEUE_FULL -> later(429, refused.getMessage());
            case DEADLINE_PASSED -> problem(504, refused.getMessage());
            case NOT_LOADED, FAILED, CALLER_GONE -> later(503, refused.getMessage());
        };
    }

    /** The same request may be answered later. */
    private static Response later(int status, String explanation) {
        return Response.fromResponse(problem(status, explanation))
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build();
    }
}
