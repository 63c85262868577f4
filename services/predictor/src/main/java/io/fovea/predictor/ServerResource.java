package io.fovea.predictor;

import io.fovea.predictor.inference.InferenceServer;
import io.fovea.predictor.inference.ModelMetadata;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestPath;

/** What the server and its models are, and whether they answer, by the Open Inference Protocol v2. */
@Path("/v2")
@Produces(MediaType.APPLICATION_JSON)
@Blocking // the registry may have to be asked
public class ServerResource {

    private final InferenceServer server;
    private final String applicationVersion;

    ServerResource(
            PredictorSetup setup,
            @ConfigProperty(name = "quarkus.application.version", defaultValue = "") Optional<String> version) {
        this.server = setup.inference();
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
}
