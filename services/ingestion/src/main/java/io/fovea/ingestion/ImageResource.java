package io.fovea.ingestion;

import io.fovea.ingestion.submission.ImageBatch;
import io.fovea.ingestion.submission.ImageCloudEvent;
import io.fovea.ingestion.submission.ImageDescription;
import io.fovea.ingestion.submission.RejectedImage;
import io.fovea.ingestion.submission.SubmissionReader;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.image.v1.ImageRecord;
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
import java.util.Optional;
import java.util.OptionalLong;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/** Images over HTTP: one as it is or as a CloudEvent, or many as a form or as length-delimited records. */
@Path("/ingestion/pipelines/{pipeline}/images")
@Produces(MediaType.APPLICATION_JSON)
@Blocking // bodies are read as streams, and Kafka's answer is waited for
public class ImageResource extends RefusalResource {
    static final String BATCH = "application/vnd.fovea.images+protobuf";

    private final Ingestion ingestion;
    private final SubmissionReader reader;
    private final RequestSlots slots;

    ImageResource(Ingestion ingestion, SubmissionReader reader, RequestSlots slots) {
        this.ingestion = ingestion;
        this.reader = reader;
        this.slots = slots;
    }

    /** Takes one image, or a CloudEvent in binary mode whose data is one. A pipeline that cannot use it is a {@link Problem} with status 422. */
    @POST
    @Consumes({"image/*", MediaType.APPLICATION_OCTET_STREAM})
    public Response image(
            @RestPath String pipeline,
            @RestQuery Optional<String> label,
            @RestQuery Optional<String> split,
            @RestQuery Optional<String> source,
            @Context HttpHeaders headers,
            InputStream body)
            throws IOException {
        PipelineSpec spec = imagePipeline(pipeline);
        ImageDescription description =
                described(new ImageDescription(label, split, source, mediaType(headers)), headers);
        return one(slots.use(() -> ingest(spec, reader.image(body, length(headers), description), headers)));
    }

    /** Takes the files of a form; a form of one file is answered as {@link #image} is, one of several as {@link #images}. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response form(
            @RestPath String pipeline,
            @RestQuery Optional<String> label,
            @RestQuery Optional<String> split,
            @RestQuery Optional<String> source,
            @Context HttpHeaders headers,
            MultipartFormDataInput form)
            throws IOException {
        PipelineSpec spec = imagePipeline(pipeline);
        var parts = new ImageForm(form);
        ImageDescription shared = parts.describe(label, split, source);
        IngestionAnswer answer = slots.use(() -> ingest(spec, reader.form(parts.files(), shared), headers));
        return parts.files().size() == 1 ? one(answer) : Response.ok(answer).build();
    }

    /** Takes a batch of length-delimited {@link ImageRecord}s; the answer names those that the pipeline cannot use. */
    @POST
    @Consumes(BATCH)
    public IngestionAnswer images(@RestPath String pipeline, @Context HttpHeaders headers, InputStream body)
            throws IOException {
        PipelineSpec spec = imagePipeline(pipeline);
        return slots.use(() -> ingest(spec, reader.batch(body, length(headers)), headers));
    }

    /** Anything else: says what is taken. */
    @POST
    @Consumes(MediaType.WILDCARD)
    public Response other() {
        return problem(
                415,
                "UNSUPPORTED_MEDIA_TYPE",
                "Send one image as image/* or application/octet-stream, or many as multipart/form-data or %s."
                        .formatted(BATCH));
    }

    private PipelineSpec imagePipeline(String name) {
        PipelineSpec spec = ingestion.pipeline(name);
        if (spec.market().isPresent()) {
            throw new WrongInputException(spec);
        }
        return spec;
    }

    private IngestionAnswer ingest(PipelineSpec pipeline, ImageBatch batch, HttpHeaders headers) {
        return ingestion.ingest(pipeline, batch, Optional.ofNullable(headers.getHeaderString("traceparent")));
    }

    /** By the query, and by the headers of a CloudEvent where it is one. */
    private static ImageDescription described(ImageDescription stated, HttpHeaders headers) {
        var event = new ImageCloudEvent(name -> Optional.ofNullable(headers.getHeaderString(name)));
        return event.isOne() ? event.describe(stated) : stated;
    }

    private static Optional<String> mediaType(HttpHeaders headers) {
        return Optional.ofNullable(headers.getMediaType())
                .filter(type -> type.getType().equals("image"))
                .map(type -> "image/" + type.getSubtype());
    }

    private static OptionalLong length(HttpHeaders headers) {
        String length = headers.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        return length == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length)); // Vert.x checked it
    }

    private static Response one(IngestionAnswer answer) {
        if (answer.rejected().isEmpty()) {
            return Response.ok(answer).build();
        }
        RejectedImage image = answer.rejected().get(0);
        return problem(image.code().equals("IMAGE_TOO_LARGE") ? 413 : 422, image.code(), image.explanation());
    }
}
