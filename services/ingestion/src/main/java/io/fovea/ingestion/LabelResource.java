package io.fovea.ingestion;

import io.fovea.ingestion.labels.LabelIngestion;
import io.fovea.ingestion.labels.LabelReader;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.label.v1.DelayedLabel;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;

/** Labels over HTTP, for images that were predicted. */
@Path("/ingestion/pipelines/{pipeline}/labels")
@Produces(MediaType.APPLICATION_JSON)
@Blocking // bodies are read as streams, and Kafka's answer is waited for
public class LabelResource extends RefusalResource {

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
        LabelIngestion.check(spec);
        return slots.use(() -> {
            List<DelayedLabel> read = reader.read(body, spec);
            labels.ingest(spec, read);
            return Map.of("accepted", read.size());
        });
    }
}
