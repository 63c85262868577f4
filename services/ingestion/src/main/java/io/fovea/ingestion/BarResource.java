package io.fovea.ingestion;

import io.fovea.ingestion.bars.BarBatch;
import io.fovea.ingestion.bars.BarIngestion;
import io.fovea.ingestion.bars.BarSubmissionReader;
import io.fovea.ingestion.bars.BarsAnswer;
import io.fovea.ingestion.bars.RejectedBar;
import io.fovea.pipeline.BarsInput;
import io.fovea.pipeline.PipelineSpec;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;

/** Bars over HTTP: one or many as JSON, or many as length-delimited records. */
@Path("/ingestion/pipelines/{pipeline}/bars")
@Produces(MediaType.APPLICATION_JSON)
@Blocking // bodies are read as streams, and Kafka's answer is waited for
public class BarResource extends RefusalResource {
    static final String BATCH = "application/vnd.fovea.bars+protobuf";

    private static final int SHOWN = 100;

    private final Ingestion ingestion;
    private final BarIngestion bars;
    private final BarSubmissionReader reader;
    private final RequestSlots slots;

    BarResource(Ingestion ingestion, BarIngestion bars, BarSubmissionReader reader, RequestSlots slots) {
        this.ingestion = ingestion;
        this.bars = bars;
        this.reader = reader;
        this.slots = slots;
    }

    /**
     * Why no bar of a request was taken.
     *
     * @param rejected those that are none, the first 100 of them
     */
    public record BarsProblem(String code, String explanation, List<RejectedBar> rejected) {}

    /** Takes a bar or a list of bars, all or none: one that is wrong is a {@link BarsProblem} with status 422. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response json(@RestPath String pipeline, @Context HttpHeaders headers, InputStream body) throws IOException {
        PipelineSpec spec = ingestion.pipeline(pipeline);
        BarsInput input = input(spec);
        return slots.use(() -> {
            BarBatch batch = reader.json(body, input);
            return batch.rejected().isEmpty()
                    ? Response.ok(ingest(spec, batch, headers)).build()
                    : refused(batch.rejected());
        });
    }

    /** Takes a batch of length-delimited bars; the answer names those that are none. */
    @POST
    @Consumes(BATCH)
    public BarsAnswer records(@RestPath String pipeline, @Context HttpHeaders headers, InputStream body)
            throws IOException {
        PipelineSpec spec = ingestion.pipeline(pipeline);
        BarsInput input = input(spec);
        return slots.use(() -> ingest(spec, reader.records(body, input), headers));
    }

    /** Anything else: says what is taken. */
    @POST
    @Consumes(MediaType.WILDCARD)
    public Response other() {
        return problem(415, "UNSUPPORTED_MEDIA_TYPE", "Send bars as application/json, or many as %s.".formatted(BATCH));
    }

    private BarsAnswer ingest(PipelineSpec pipeline, BarBatch batch, HttpHeaders headers) {
        return bars.ingest(pipeline, batch, Optional.ofNullable(headers.getHeaderString("traceparent")));
    }

    private static BarsInput input(PipelineSpec pipeline) {
        return pipeline.market()
                .orElseThrow(() -> new WrongInputException(pipeline))
                .bars();
    }

    private static Response refused(List<RejectedBar> rejected) {
        RejectedBar first = rejected.get(0);
        String explanation = "Bar %d: %s%s No bar of the request was taken."
                .formatted(
                        first.index(),
                        first.explanation(),
                        rejected.size() == 1 ? "" : " %,d more are wrong.".formatted(rejected.size() - 1));
        return Response.status(422)
                .type(MediaType.APPLICATION_JSON)
                .entity(new BarsProblem(
                        first.code(),
                        explanation,
                        rejected.stream().limit(SHOWN).toList()))
                .build();
    }
}
