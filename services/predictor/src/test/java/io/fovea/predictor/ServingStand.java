package io.fovea.predictor;

import io.fovea.registry.ArtefactStore;
import io.fovea.registry.ModelRegistry;
import io.fovea.testing.StreamClient;
import io.fovea.testing.TinyModels;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What stands around the application under test: a client of its streams, and the registry that it reads. */
abstract class ServingStand {

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "fovea.storage")
    URI storage;

    @TempDir
    Path folder;

    StreamClient stream;
    ModelRegistry registry;
    TinyModels tiny;

    @BeforeEach
    void connect() {
        stream = new StreamClient(bootstrapServers);
        registry = new ModelRegistry(Map.of("bootstrap.servers", bootstrapServers), ArtefactStore.open(storage));
        tiny = new TinyModels(registry, folder);
    }

    @AfterEach
    void disconnect() {
        registry.close();
        stream.close();
    }
}
