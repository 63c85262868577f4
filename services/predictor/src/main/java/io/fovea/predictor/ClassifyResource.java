package io.fovea.predictor;

import io.fovea.predictor.classify.PictureClassifier;
import io.fovea.predictor.inference.BodyBudget;
import io.fovea.predictor.inference.Caller;
import io.fovea.predictor.inference.MalformedRequestException;
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
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** A picture as the body comes back as classes, or with {@code Accept: image/png} as Grad-CAM; beside the protocol's paths. */
@Path("/v2")
@Consumes(MediaType.WILDCARD) // the picture's first bytes say what it is
@Produces(MediaType.WILDCARD)
@Blocking // bodies are read as streams
public class ClassifyResource {

    private static final MediaType PNG = MediaType.valueOf("image/png");

    private final PictureClassifier classifier;
    private final BodyBudget budget;

    ClassifyResource(PredictorSetup setup) {
        this.classifier = setup.classifier();
        this.budget = setup.bodies();
    }

    @POST
    @Path("models/{name}/classify")
    public CompletionStage<Response> classify(
            @RestPath String name,
            @RestQuery Optional<String> top,
            @Context HttpHeaders headers,
            @Context HttpServerRequest connection,
            InputStream body)
            throws IOException {
        return answer(name, "", top, headers, connection, body);
    }

    @POST
    @Path("models/{name}/versions/{version}/classify")
    public CompletionStage<Response> classify(
            @RestPath String name,
            @RestPath String version,
            @RestQuery Optional<String> top,
            @Context HttpHeaders headers,
            @Context HttpServerRequest connection,
            InputStream body)
            throws IOException {
        return answer(name, version, top, headers, connection, body);
    }

    private CompletionStage<Response> answer(
            String name,
            String version,
            Optional<String> top,
            HttpHeaders headers,
            HttpServerRequest connection,
            InputStream body)
            throws IOException {
        Optional<MediaType> type = answerType(headers);
        if (type.isEmpty()) {
            return CompletableFuture.completedFuture(RefusalResource.problem(
                    406,
                    "NOT_ACCEPTABLE: The answer is application/json, or image/png for Grad-CAM; accept one of them."));
        }
        OptionalInt wanted = top.map(ClassifyResource::count).orElse(OptionalInt.empty());
        return budget.hold(
                headers.getHeaderString(HttpHeaders.CONTENT_LENGTH),
                body,
                picture -> type.get() == PNG
                        ? CompletableFuture.completedFuture(Response.ok(classifier.gradCam(name, version, picture), PNG)
                                .build())
                        : classifier
                                .classify(
                                        name,
                                        version,
                                        picture,
                                        wanted,
                                        new Caller(() -> connection.response().closed(), headers::getHeaderString))
                                .thenApply(classes -> Response.ok(classes, MediaType.APPLICATION_JSON_TYPE)
                                        .build())
                                .exceptionally(RefusalResource::answer));
    }

    /** The first that the caller likes of the two there are. */
    private static Optional<MediaType> answerType(HttpHeaders headers) {
        return headers.getAcceptableMediaTypes().stream()
                .flatMap(accepted -> accepted.isCompatible(MediaType.APPLICATION_JSON_TYPE)
                        ? Optional.of(MediaType.APPLICATION_JSON_TYPE).stream()
                        : accepted.isCompatible(PNG) ? Optional.of(PNG).stream() : Optional.<MediaType>empty().stream())
                .findFirst();
    }

    private static OptionalInt count(String top) {
        if (!top.matches("[1-9][0-9]{0,8}")) {
            throw new MalformedRequestException("Expected ?top= with a number of classes from 1 on.");
        }
        return OptionalInt.of(Integer.parseInt(top));
    }
}
