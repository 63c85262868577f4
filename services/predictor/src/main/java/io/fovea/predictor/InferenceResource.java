package io.fovea.predictor;

import io.fovea.predictor.inference.BodyBudget;
import io.fovea.predictor.inference.Caller;
import io.fovea.predictor.inference.InferenceServer;
import io.fovea.predictor.inference.JsonAnswer;
import io.fovea.predictor.inference.JsonRequest;
import io.fovea.predictor.inference.JsonRequestReader;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
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
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

/** Inference by the Open Inference Protocol v2 over HTTP; its paths are the protocol's, which is why they do not begin with predictor. */
@Path("/v2")
@Produces(MediaType.APPLICATION_JSON)
@Blocking // bodies are read as streams
public class InferenceResource {

    private static final String JSON_LENGTH = "Inference-Header-Content-Length";

    private final InferenceServer server;
    private final BodyBudget budget;

    InferenceResource(PredictorSetup setup) {
        this.server = setup.inference();
        this.budget = setup.bodies();
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

    private CompletionStage<Response> answer(
            String name,
            String version,
            Optional<String> jsonLength,
            HttpHeaders headers,
            HttpServerRequest connection,
            InputStream body)
            throws IOException {
        return budget.hold(headers.getHeaderString(HttpHeaders.CONTENT_LENGTH), body, content -> {
            JsonRequest[] request = new JsonRequest[1];
            return server.infer(
                            name,
                            version,
                            () -> {
                                request[0] = JsonRequestReader.read(content, jsonLength);
                                return request[0].request();
                            },
                            new Caller(() -> connection.response().closed(), headers::getHeaderString))
                    .thenApply(answer -> response(JsonAnswer.of(answer, request[0])))
                    .exceptionally(RefusalResource::answer);
        });
    }

    private static Response response(JsonAnswer answer) {
        Response.ResponseBuilder response = Response.ok(answer.body());
        return answer.isBinary()
                ? response.type(MediaType.APPLICATION_OCTET_STREAM)
                        .header(JSON_LENGTH, answer.jsonLength())
                        .build()
                : response.type(MediaType.APPLICATION_JSON).build();
    }
}
