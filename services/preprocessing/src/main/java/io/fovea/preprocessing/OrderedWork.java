package io.fovea.preprocessing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/** Works on the items of a list on several threads, and gives the results in the list's order. */
final class OrderedWork implements AutoCloseable {
    private static final int WINDOW = 64; // results held at a time: bounds memory, and is long enough to even out

    private final ExecutorService threads;

    OrderedWork(int threads) {
        this.threads = Executors.newFixedThreadPool(threads, named());
    }

    /**
     * Hands each item's result to {@code sink}, on the calling thread.
     *
     * @throws RuntimeException what {@code work} threw for the first item for which it did
     */
    <T, R> void forEach(List<T> items, Function<T, R> work, Consumer<R> sink) {
        for (int from = 0; from < items.size(); from += WINDOW) {
            List<T> window = items.subList(from, Math.min(from + WINDOW, items.size()));
            List<Future<R>> results = new ArrayList<>(window.size());
            window.forEach(item -> results.add(threads.submit(() -> work.apply(item))));
            try {
                results.forEach(result -> sink.accept(get(result)));
            } finally {
                results.forEach(result -> result.cancel(false)); // nothing runs on after a failure
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static <R> R get(Future<R> result) {
        try {
            return result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted in the middle of a batch.", e);
        }
    }

    private static ThreadFactory named() {
        var number = new AtomicInteger();
        return work -> {
            var thread = new Thread(work, "preprocessing-decode-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
