package io.fovea.trainer;

import io.fovea.trainer.jobs.JobQueue;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while it takes jobs; says which one it is at. Whether the channel is up is a check of its own. */
@Readiness
@Singleton
class TrainerReadiness implements HealthCheck {
    private final JobQueue queue;

    TrainerReadiness(JobQueue queue) {
        this.queue = queue;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("trainer-queue")
                .status(queue.isOpen())
                .withData("working on", queue.workingOn())
                .build();
    }
}
