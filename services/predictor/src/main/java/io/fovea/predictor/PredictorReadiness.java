package io.fovea.predictor;

import io.fovea.serving.Serving;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when every pipeline has the model that it should have; says of each how it stands. */
@Readiness
@ApplicationScoped
class PredictorReadiness implements HealthCheck {

    private final PredictorSetup setup;

    PredictorReadiness(PredictorSetup setup) {
        this.setup = setup;
    }

    @Override
    public HealthCheckResponse call() {
        Serving serving = setup.serving();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("predictor-models").status(serving.isReady());
        serving.statuses().forEach((pipeline, status) -> response.withData(pipeline, status.toString()));
        return response.build();
    }
}
