package io.fovea.ingestion;

import io.fovea.ingestion.labels.LabelIngestion;
import io.fovea.ingestion.labels.LabelReader;
import io.fovea.ingestion.labels.WrongLabelsException;
import io.fovea.ingestion.publishing.BrokerUnavailableException;
import io.fovea.ingestion.submission.TooLargeException;
import io.fovea.messaging.MessagingException;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.label.v1.DelayedLabel;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Labels over HTTP, for images that were predicted. */
@Path("/ingestion/pipelines/{pipeline}/labels")
@Produces(MediaType.APPLICATION_JSON)
@Blocking // bodies are read as streams, and Kafka's answer is waited for
public class LabelResource {

    private static final int RETRY_AFTER_SECONDS = 2;

    private final Ingestion ingestion;
    private final LabelIngestion labels;
    private final LabelReader reader;
    private final RequestSlots slots;

    LabelResource(Ingestion ingestion, LabelIngestion labels, LabelReader reader, RequestSlots slots) {
        this.ingestion = ingestion;
        this.labels = labels;
        this.reader = reader;
        this.slots = slots;
    }

    /** Takes one label or a list, all or none: {@code {"id": ..., "label": ..., "knownAt": ...}}. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Map<String, Integer> json(@RestPath String pipeline, InputStream body) throws IOException {
        PipelineSpec spec = ingestion.pipeline(pipeline);
        return slots.use(() -> {
            List<DelayedLabel> read = reader.read(body, spec);
            labels.ingest(spec, read);
            return Map.of("accepted", read.size());
        });
    }

    @ServerExceptionMapper
    public Response unknown(UnknownPipelineException e) {
        return problem(404, "UNKNOWN_PIPELINE", e.getMessage());
    }

    @ServerExceptionMapper
    public Response wrong(WrongLabelsException e) {
        return problem(422, "INVALID_LABELS", e.getMessage());
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

    private static Response later(String code, String explanation) {
        return Response.fromResponse(problem(503, code, explanation))
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build();
    }

    private static Response problem(int status, String code, String explanation) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(new Problem(code, explanation))
                .build();
    }
}
