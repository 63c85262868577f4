package io.fovea.ingestion;

import io.fovea.ingestion.bars.MalformedBarsException;
import io.fovea.ingestion.labels.WrongLabelsException;
import io.fovea.ingestion.publishing.BrokerUnavailableException;
import io.fovea.ingestion.submission.InadmissibleException;
import io.fovea.ingestion.submission.MalformedBatchException;
import io.fovea.ingestion.submission.TooLargeException;
import io.fovea.messaging.MessagingException;
import io.fovea.registry.ArtefactException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.core.multipart.MultipartParser;

/** How a refusal is said over HTTP: a status, and a {@link Problem}. */
public class RefusalResource {

    private static final int RETRY_AFTER_SECONDS = 2;
    private static final String DISK_FULL =
            "No space left"; // the system's words, in an IOException of no class of its own

    static Response problem(int status, String code, String explanation) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(new Problem(code, explanation))
                .build();
    }

    @ServerExceptionMapper
    public Response unknown(UnknownPipelineException e) {
        return problem(404, "UNKNOWN_PIPELINE", e.getMessage());
    }

    @ServerExceptionMapper
    public Response wrongInput(WrongInputException e) {
        return problem(422, "WRONG_INPUT", e.getMessage());
    }

    @ServerExceptionMapper
    public Response inadmissible(InadmissibleException e) {
        return problem(422, e.code(), e.explanation());
    }

    @ServerExceptionMapper
    public Response wrong(WrongLabelsException e) {
        return problem(422, "INVALID_LABELS", e.getMessage());
    }

    @ServerExceptionMapper({MalformedBatchException.class, MalformedBarsException.class})
    public Response malformed(Exception e) {
        return problem(400, "MALFORMED_BATCH", e.getMessage());
    }

    @ServerExceptionMapper
    public Response malformed(MultipartParser.MalformedMessageException e) {
        return problem(
                400, "MALFORMED_FORM", "The body is no multipart/form-data: a part has a header without a name.");
    }

    /** While the body is read: of a form that ends too soon, or where its files are put meanwhile. */
    @ServerExceptionMapper
    public Response unreadable(IOException e) {
        String reason = Optional.ofNullable(e.getMessage()).orElse("it ended too soon");
        return reason.contains(DISK_FULL)
                ? later("STORAGE_UNAVAILABLE", "There is no room for the body on ingestion's disk.")
                : problem(400, "MALFORMED_BODY", "The body could not be read to its end: %s.".formatted(reason));
    }

    @ServerExceptionMapper
    public Response tooLarge(TooLargeException e) {
        return problem(413, "TOO_LARGE", e.getMessage());
    }

    @ServerExceptionMapper
    public Response busy(RequestSlots.BusyException e) {
        return later("BUSY", e.getMessage());
    }

    @ServerExceptionMapper({BrokerUnavailableException.class, MessagingException.class})
    public Response unavailable(RuntimeException e) {
        return later("KAFKA_UNAVAILABLE", e.getMessage());
    }

    @ServerExceptionMapper
    public Response unstorable(ArtefactException e) {
        return later("STORAGE_UNAVAILABLE", e.getMessage());
    }

    /** The same request may be sent again, and nothing will be taken twice. */
    private static Response later(String code, String explanation) {
        return Response.fromResponse(problem(503, code, explanation))
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build();
    }
}
