package io.fovea.allinone;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.util.concurrent.CompletableFuture;

/** Says when Quarkus has started, and keeps it until it is asked to stop. Quarkus makes the instance, hence the static. */
public final class ServicesApplication implements QuarkusApplication {

    private static volatile CompletableFuture<Void> started = new CompletableFuture<>();

    /** Completes when the next application of this JVM has started. */
    static CompletableFuture<Void> startedAnew() {
        started = new CompletableFuture<>();
        return started;
    }

    @Override
    public int run(String... arguments) {
        DeadBroker.quietenLog();
        started.complete(null);
        Quarkus.waitForExit();
        return 0;
    }
}
