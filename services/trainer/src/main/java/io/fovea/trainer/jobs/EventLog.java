package io.fovea.trainer.jobs;

import io.fovea.proto.training.v1.TrainingEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Training events in the order in which they were handed in, written by a thread of their own. */
public final class EventLog implements AutoCloseable {
    private final Consumer<TrainingEvent> writer;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(runnable -> {
        Thread writing = new Thread(runnable, "fovea-trainer-events");
        writing.setDaemon(true);
        return writing;
    });
    private volatile Future<?> offered = CompletableFuture.completedFuture(null);

    /** @param writer returns when the event is stored, else throws */
    public EventLog(Consumer<TrainingEvent> writer) {
        this.writer = writer;
    }

    /** Returns when the event is stored; throws what the writer throws. */
    public void append(TrainingEvent event) {
        try {
            CompletableFuture.runAsync(() -> writer.accept(event), thread).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Returns at once; the event is dropped when the one offered before is still on its way, or when writing fails. */
    public void offer(TrainingEvent event) {
        if (offered.isDone()) {
            offered = thread.submit(() -> writer.accept(event)); // a failure stays in the future
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
