package io.fovea.ingestion;

import io.fovea.embeddedkafka.EmbeddedKafka;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;

/** The application under test, its broker, and who calls it. */
abstract class IngestionStand {

    @TestHTTPResource("/")
    URI app;

    EmbeddedKafka kafka;
    IngestionDoor door;

    @BeforeEach
    void open() {
        door = new IngestionDoor(app, kafka.bootstrapServers());
    }
}
