package io.fovea.trainer.market;

import io.fovea.cnn.Device;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.trainer.jobs.Stop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Trains folds side by side, one network and one core each: networks this small gain nothing from several threads within.
 * On a GPU one after the other.
 */
final class FoldWorkers implements AutoCloseable {
    private final FoldKeep keep;
    private final ExecutorService threads;
    private final LinkedBlockingQueue<FoldNetwork> idle = new LinkedBlockingQueue<>();
    private final List<FoldNetwork> networks = new ArrayList<>();

    FoldWorkers(PipelineSpec pipeline, Device device, FoldKeep keep, Stop stop) {
        this.keep = keep;
        int workers = device.name().startsWith("gpu")
                ? 1
                : Math.max(1, Runtime.getRuntime().availableProcessors());
        threads = Executors.newFixedThreadPool(workers, runnable -> new Thread(runnable, "fovea-trainer-fold"));
        for (int i = 0; i < workers; i++) {
            networks.add(new FoldNetwork(pipeline, device, 1, stop));
        }
        idle.addAll(networks);
    }

    /**
     * All outcomes by name; those that are kept already are not computed again.
     *
     * @param onDone called on this thread with each task as it is done
     */
    Map<String, FoldOutcome> run(List<FoldTask> tasks, BiConsumer<FoldTask, FoldOutcome> onDone) {
        Map<String, FoldOutcome> outcomes = new LinkedHashMap<>();
        CompletionService<Done> running = new ExecutorCompletionService<>(threads);
        List<Future<Done>> submitted = new ArrayList<>();
        for (FoldTask task : tasks) {
            submitted.add(running.submit(() -> new Done(task, outcome(task))));
        }
        try {
            for (int i = 0; i < tasks.size(); i++) {
                Done done = running.take().get();
                outcomes.put(done.task().name(), done.outcome());
                onDone.accept(done.task(), done.outcome());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while folds were trained.", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            submitted.forEach(future -> future.cancel(false));
        }
        return outcomes;
    }

    private record Done(FoldTask task, FoldOutcome outcome) {}

    private FoldOutcome outcome(FoldTask task) throws InterruptedException {
        var kept = keep.find(task.name());
        if (kept.isPresent()) {
            return kept.get();
        }
        FoldNetwork network = idle.take();
        try {
            FoldOutcome outcome = network.learn(task.panel(), task.fold());
            keep.keep(task.name(), outcome);
            return outcome;
        } finally {
            idle.add(network);
        }
    }

    /** To train what is not to be judged; nothing runs meanwhile. */
    FoldNetwork network() {
        return networks.get(0);
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        networks.forEach(FoldNetwork::close);
    }
}
