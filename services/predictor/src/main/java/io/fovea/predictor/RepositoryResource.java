package io.fovea.predictor;

import io.fovea.predictor.inference.InferenceServer;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;

/** Which models there are and which are in memory: the model repository extension of the Open Inference Protocol v2. */
@Path("/v2")
@Produces(MediaType.APPLICATION_JSON)
@Blocking // loading takes its time
public class RepositoryResource {

    private final InferenceServer server;

    RepositoryResource(PredictorSetup setup) {
        this.server = setup.inference();
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
}
