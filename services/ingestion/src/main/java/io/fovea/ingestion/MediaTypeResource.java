package io.fovea.ingestion;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Before any other: a {@code Content-Type} that is no media type is the sender's mistake; looking for the resource that takes it would fail as ours. */
class MediaTypeResource {

    @ServerRequestFilter(preMatching = true)
    public Optional<Response> check(ContainerRequestContext request) {
        String type = request.getHeaderString(HttpHeaders.CONTENT_TYPE);
        if (type == null || isMediaType(type)) {
            return Optional.empty();
        }
        return Optional.of(RefusalResource.problem(
                415, "UNSUPPORTED_MEDIA_TYPE", "'%s' is no media type, such as image/png.".formatted(type)));
    }

    private static boolean isMediaType(String type) {
        try {
            MediaType.valueOf(type);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
