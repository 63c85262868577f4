package io.fovea.messaging;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Commits one batch while the next is processed; never two at once. {@link #begin} and {@link #await} are for one thread. */
final class Commits {

    private final ExecutorService thread;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    Commits(String service) {
        this.thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "commits-" + service));
    }

    /** Waits until what was begun last has ended, however it did. */
    void await() {
        last.join();
    }

    /**
     * Begins a commit; the one before must have ended.
     *
     * @param commit which deals with its own failures
     */
    void begin(Runnable commit) {
        try {
            last = CompletableFuture.runAsync(commit, thread);
        } catch (RejectedExecutionException e) { // closed: it comes again in the next life
            last = CompletableFuture.completedFuture(null);
        }
    }

    /** Runs this when what was begun last has ended. */
    void whenDone(Runnable next) {
        last.thenRun(next);
    }

    /** Waits for the commit at hand, if not longer than this. */
    void close(Duration longest) throws InterruptedException {
        thread.shutdown();
        if (!thread.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            thread.shutdownNow();
        }
    }
}
