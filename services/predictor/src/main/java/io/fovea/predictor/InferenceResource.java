package io.fovea.predictor;

import io.fovea.predictor.inference.BodyBudget;
import io.fovea.predictor.inference.InferenceServer;
import io.fovea.predictor.inference.JsonAnswer;
import io.fovea.predictor.inference.JsonRequest;
import io.fovea.predictor.inference.JsonRequestReader;
import io.fovea.predictor.inference.MalformedRequestException;
import io.fovea.predictor.inference.ModelMetadata;
import io.fovea.serving.CallRefusedException;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The Open Inference Protocol v2 over HTTP; its paths are the protocol's, which is why they do not begin with predictor. */
@Path("/v2")
@Produces(MediaType.APPLICATION_JSON)
@Blocking // bodies are read as streams
public class InferenceResource {

    private static final String JSON_LENGTH = "Inference-Header-Content-Length";
    private static final int RETRY_AFTER_SECONDS = 1;

    private final InferenceServer server;
    private final BodyBudget budget;
    private final String applicationVersion;

    InferenceResource(
            PredictorSetup setup,
            @ConfigProperty(name = "quarkus.application.version", defaultValue = "") Optional<String> version) {
        this.server = setup.inference();
        this.budget = setup.bodies();
        this.applicationVersion = version.orElse("");
    }

    @GET
    public Map<String, Object> metadata() {
        return Map.of(
                "name", InferenceServer.NAME, "version", applicationVersion, "extensions", InferenceServer.EXTENSIONS);
    }

    @GET
    @Path("health/live")
    public Map<String, Boolean> live() {
        return Map.of("live", true);
    }

    @GET
    @Path("health/ready")
    public Response ready() {
        boolean ready = server.isReady();
        return Response.status(ready ? 200 : 503).entity(Map.of("ready", ready)).build();
    }

    @GET
    @Path("models/{name}")
    public ModelMetadata model(@RestPath String name) {
        return ModelMetadata.of(server.model(name, ""));
    }

    @GET
    @Path("models/{name}/versions/{version}")
    public ModelMetadata model(@RestPath String name, @RestPath String version) {
        return ModelMetadata.of(server.model(name, version));
    }

    @GET
    @Path("models/{name}/ready")
    public Map<String, Object> modelReady(@RestPath String name) {
        return Map.of("name", server.model(name, "").name(), "ready", true);
    }

    @GET
    @Path("models/{name}/versions/{version}/ready")
    public Map<String, Object> modelReady(@RestPath String name, @RestPath String version) {
        return Map.of("name", server.model(name, version).name(), "ready", true);
    }

    @POST
    @Path("models/{name}/infer")
    @Consumes(MediaType.WILDCARD)
    public CompletionStage<Response> infer(
            @RestPath String name,
            @RestHeader(JSON_LENGTH) Optional<String> jsonLength,
            @Context HttpHeaders headers,
            @Context HttpServerRequest connection,
            InputStream body)
            throws IOException {
        return answer(name, "", jsonLength, headers, connection, body);
    }

    @POST
    @Path("models/{name}/versions/{version}/infer")
    @Consumes(MediaType.WILDCARD)
    public CompletionStage<Response> infer(
            @RestPath String name,
            @RestPath String version,
            @RestHeader(JSON_LENGTH) Optional<String> jsonLength,
            @Context HttpHeaders headers,
            @Context HttpServerRequest connection,
            InputStream body)
            throws IOException {
        return answer(name, version, jsonLength, headers, connection, body);
    }

    /** The versions of the models that are served here, and whether each answers now. */
    @POST
    @Path("repository/index")
    @Consumes(MediaType.WILDCARD)
    public List<Map<String, String>> index() {
        return server.index().stream()
                .map(entry -> Map.of(
                        "name", entry.model(),
                        "version", entry.version(),
                        "state", entry.ready() ? "READY" : "UNAVAILABLE",
                        "reason", entry.reason()))
                .toList();
    }

    @POST
    @Path("repository/models/{name}/load")
    @Consumes(MediaType.WILDCARD)
    public Map<String, Object> load(@RestPath String name) {
        server.load(name);
        return Map.of();
    }

    @POST
    @Path("repository/models/{name}/unload")
    @Consumes(MediaType.WILDCARD)
    public Map<String, Object> unload(@RestPath String name) {
        server.unload(name);
        return Map.of();
    }

    private CompletionStage<Response> answer(
            String name,
            String version,
            Optional<String> jsonLength,
            HttpHeaders headers,
            HttpServerRequest connection,
            InputStream body)
            throws IOException {
        BodyBudget.Share share = budget.reserve(length(headers));
        try {
            byte[] content = share.read(body);
            JsonRequest[] request = new JsonRequest[1];
            return server.infer(
                            name,
                            version,
                            () -> {
                                request[0] = JsonRequestReader.read(content, jsonLength);
                                return request[0].request();
                            },
                            () -> connection.response().closed())
                    .handle((answer, failure) -> {
                        share.release();
                        return failure == null ? response(JsonAnswer.of(answer, request[0])) : problem(failure);
                    });
        } catch (IOException | RuntimeException e) {
            share.release();
            throw e;
        }
    }

    private static Response response(JsonAnswer answer) {
        Response.ResponseBuilder response = Response.ok(answer.body());
        return answer.isBinary()
                ? response.type(MediaType.APPLICATION_OCTET_STREAM)
                        .header(JSON_LENGTH, answer.jsonLength())
                        .build()
                : response.type(MediaType.APPLICATION_JSON).build();
    }

    private static OptionalLong length(HttpHeaders headers) {
        String length = headers.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        return length == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length)); // Vert.x checked it
    }

    private static Response problem(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof CallRefusedException refused) {
            return problem(refused);
        }
        throw new CompletionException(cause);
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

    /** The same request may be answered later. */
    private static Response later(int status, String explanation) {
        return Response.fromResponse(problem(status, explanation))
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build();
    }

    private static Response problem(int status, String explanation) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(Map.of("error", explanation))
                .build();
    }
}
