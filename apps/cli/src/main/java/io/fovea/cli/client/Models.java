package io.fovea.cli.client;

import io.fovea.registry.ArtefactStore;
import io.fovea.registry.ModelRegistry;

/** The model registry of a platform. */
public final class Models {

    private Models() {}

    /** Close it after use. */
    public static ModelRegistry open(Connection connection) {
        var registry = new ModelRegistry(connection.kafka(), ArtefactStore.open(connection.storage()));
        registry.catchUp();
        return registry;
    }
}
