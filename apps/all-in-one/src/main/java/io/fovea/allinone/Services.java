package io.fovea.allinone;

import io.fovea.cli.failure.CommandFailure;
import io.quarkus.runtime.Quarkus;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** All services, on a Quarkus that runs in a thread of its own. */
final class Services implements AutoCloseable {

    /** A service that dies says so at once; one that is slow to start may be on a machine that has much else to do. */
    private static final Duration START = Duration.ofMinutes(5);

    private static final Duration STOP = Duration.ofSeconds(7);

    private final ServicesSettings settings;
    private final CompletableFuture<Void> started;
    private final Thread thread;

    private Services(ServicesSettings settings, CompletableFuture<Void> started) {
        this.settings = settings;
        this.started = started;
        this.thread = new Thread(this::run, "services");
    }

    /** Begins to start them. */
    static Services launch(ServicesSettings settings) {
        settings.asProperties().forEach(System::setProperty);
        var services = new Services(settings, ServicesApplication.startedAnew());
        services.thread.start();
        return services;
    }

    /**
     * Returns when every service is ready.
     *
     * @throws CommandFailure when one dies, or is not ready within five minutes
     */
    void awaitReady() {
        try {
            started.get(START.toSeconds(), TimeUnit.SECONDS);
            Readiness.await(settings.address(), START);
        } catch (ExecutionException | TimeoutException e) {
            throw new CommandFailure(
                    "The services did not start: %s More is in %s"
                            .formatted(sentence(e), settings.address().log()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted.", e);
        }
    }

    @Override
    public void close() {
        Quarkus.asyncExit();
        try {
            thread.join(STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Quarkus.run(
                ServicesApplication.class,
                (status, failure) -> started.completeExceptionally(
                        failure == null ? new IllegalStateException("They stopped at once.") : failure));
    }

    private static String sentence(Exception e) {
        if (e instanceof TimeoutException) {
            return "They took longer than " + START.toSeconds() + " s.";
        }
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = String.valueOf(root.getMessage()).lines().findFirst().orElse(root.toString());
        return message.endsWith(".") ? message : message + ".";
    }
}
