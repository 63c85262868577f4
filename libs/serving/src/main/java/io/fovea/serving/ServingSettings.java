package io.fovea.serving;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * What {@link Serving} needs to know.
 *
 * @param service its name, such as {@code predictor}
 * @param instance stable name of this process
 * @param clientProperties of Kafka's clients; {@code bootstrap.servers} is needed
 * @param storage where the artefacts are
 * @param device where models run: {@code auto}, {@code cpu} or {@code gpu:0}
 * @param limits what models may take
 * @param modelRetry after which a version that was refused is tried again
 */
public record ServingSettings(
        String service,
        String instance,
        Map<String, Object> clientProperties,
        URI storage,
        String device,
        ModelLimits limits,
        Duration modelRetry) {

    /** Without limits. */
    public ServingSettings(
            String service,
            String instance,
            Map<String, Object> clientProperties,
            URI storage,
            String device,
            Duration modelRetry) {
        this(service, instance, clientProperties, storage, device, ModelLimits.NONE, modelRetry);
    }

    public ServingSettings {
        clientProperties = Map.copyOf(clientProperties);
    }
}
