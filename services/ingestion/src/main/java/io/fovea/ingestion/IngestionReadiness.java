package io.fovea.ingestion;

import io.fovea.ingestion.publishing.BrokerUnavailableException;
import io.fovea.ingestion.publishing.EventLog;
import io.fovea.proto.image.v1.ImageRecord;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when Kafka answers and takes transactions. */
@Readiness
@Singleton
class IngestionReadiness implements HealthCheck {
    private static final String NAME = "ingestion-kafka";

    private final EventLog<ImageRecord> log;

    IngestionReadiness(EventLog<ImageRecord> log) {
        this.log = log;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            log.check();
            return HealthCheckResponse.up(NAME);
        } catch (BrokerUnavailableException e) {
            return HealthCheckResponse.named(NAME)
                    .down()
                    .withData("problem", e.getMessage())
                    .build();
        }
    }
}
