package io.fovea.serving;

import io.fovea.registry.ModelRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * A warm model for every pipeline that needs one. Models are fetched, loaded and warmed up on a thread of its own, beside
 * the ones that answer, and put in their place between two batches. Thread-safe; closing frees every model.
 */
public final class ServedModels implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ServedModels.class);
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Supplier<List<ModelDemand>> demands;
    private final Function<String, PipelineModel> newModel;
    private final Map<String, PipelineModel> bySlot = new ConcurrentHashMap<>(); // ModelDemand.slot
    private final Set<String> unloaded = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private final ScheduledExecutorService thread;
    private volatile boolean settled;

    /**
     * Begins with what is wanted now.
     *
     * @param demands what is wanted at the time of asking
     * @param retryAfter after which a version that was refused is tried again
     */
    public ServedModels(
            Supplier<List<ModelDemand>> demands,
            ModelRegistry registry,
            EngineChoice engines,
            ServingMetrics metrics,
            Duration retryAfter) {
        this(demands, registry, engines, metrics, ModelLimits.NONE, retryAfter);
    }

    /**
     * As above, within a budget: models are loaded while they fit, others when a batch asks for them, and the least recently used
     * give way. For a swap both versions are there for a moment, if need be beyond the budget.
     *
     * @param limits what models may take
     */
    public ServedModels(
            Supplier<List<ModelDemand>> demands,
            ModelRegistry registry,
            EngineChoice engines,
            ServingMetrics metrics,
            ModelLimits limits,
            Duration retryAfter) {
        this.demands = demands;
        ModelMemory memory = new ModelMemory(limits.bytes());
        metrics.watch(memory);
        ModelLoading loading =
                new ModelLoading(registry, engines, new ModelRoom(memory, bySlot::values), limits.slowestBatch());
        this.newModel = pipeline -> new PipelineModel(registry, loading, metrics, retryAfter, this::refresh);
        this.thread =
                Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, metrics.service() + "-models"));
        long millis = retryAfter.toMillis();
        thread.scheduleWithFixedDelay(this::bringAllUpToDate, 0, millis, TimeUnit.MILLISECONDS);
    }

    /** To be called when pipelines or aliases have changed; returns at once. */
    public void refresh() {
        if (refreshing.compareAndSet(false, true)) {
            try {
                thread.execute(this::refreshNow);
            } catch (RejectedExecutionException e) {
                LOG.debug("Closed, so nothing is refreshed");
            }
        }
    }

    /** The model that answers for a pipeline now, for one batch; empty while there is none. The caller closes it. */
    public Optional<ModelLease> acquire(String pipeline) {
        return acquire(pipeline, ModelRegistry.LIVE);
    }

    /** As {@link #acquire(String)}, of the version under an alias. */
    public Optional<ModelLease> acquire(String pipeline, String alias) {
        return Optional.ofNullable(bySlot.get(ModelDemand.slot(pipeline, alias)))
                .flatMap(PipelineModel::acquire);
    }

    /** As {@link #acquire(String, String)}, but only looks: a model that is out of memory is not asked for. */
    Optional<ModelLease> peek(String pipeline, String alias) {
        return Optional.ofNullable(bySlot.get(ModelDemand.slot(pipeline, alias)))
                .flatMap(PipelineModel::peek);
    }

    /** Whether a pipeline's model has given way to others, and comes when it is asked for. */
    boolean isOut(String pipeline) {
        return Optional.ofNullable(bySlot.get(pipeline))
                .filter(PipelineModel::isOut)
                .isPresent();
    }

    /**
     * Frees a pipeline's model, whose records then wait, until {@link #load}; this process alone forgets it when it ends.
     * Returns once it is done.
     */
    public void unload(String pipeline) {
        unloaded.add(pipeline);
        await(thread.submit(this::bringAllUpToDate));
    }

    /** Brings a pipeline's model to the version that is wanted, unloaded or not; how it stands when that is done. */
    public ModelStatus load(String pipeline) {
        unloaded.remove(pipeline);
        Optional.ofNullable(bySlot.get(pipeline)).ifPresent(PipelineModel::askFor);
        await(thread.submit(this::bringAllUpToDate));
        PipelineModel model = bySlot.get(pipeline);
        return model == null ? new ModelStatus(ModelStatus.State.ABSENT, "no such pipeline") : model.status();
    }

    private static void await(Future<?> work) {
        try {
            work.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while models were loaded.", e);
        }
    }

    /** How each pipeline's model stands, by pipeline; those on trial by {@code PIPELINE@ALIAS}. */
    public Map<String, ModelStatus> statuses() {
        return bySlot.entrySet().stream()
                .filter(entry -> !isOnTrial(entry.getKey()) || entry.getValue().isWanted())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().status()));
    }

    /** Whether what is wanted has been looked up at least once and each pipeline has the model that it should have. */
    public boolean isReady() {
        return settled
                && statuses().entrySet().stream()
                        .allMatch(status ->
                                isOnTrial(status.getKey()) || status.getValue().isReady());
    }

    private static boolean isOnTrial(String slot) {
        return slot.indexOf('@') >= 0;
    }

    private void refreshNow() {
        refreshing.set(false); // before looking: a change from here on asks for another look
        bringAllUpToDate();
    }

    private void bringAllUpToDate() {
        try {
            List<ModelDemand> wanted = demands.get();
            closeAllBut(wanted.stream().map(ModelDemand::slot).toList());
            wanted.forEach(this::bringUpToDate);
            settled = true;
        } catch (RuntimeException e) {
            LOG.errorf(e, "Models could not be looked up; another try follows");
        }
    }

    private void bringUpToDate(ModelDemand demand) {
        try {
            PipelineModel model = bySlot.computeIfAbsent(demand.slot(), newModel);
            if (unloaded.contains(demand.pipeline())) {
                model.unload();
            } else {
                model.bringTo(demand);
            }
        } catch (RuntimeException e) { // an outage; one pipeline's must not be another's
            LOG.errorf(e, "Model could not be looked up; another try follows: pipeline=%s", demand.pipeline());
        }
    }

    private void closeAllBut(List<String> slots) {
        bySlot.keySet().stream().filter(slot -> !slots.contains(slot)).toList().forEach(this::forget);
    }

    private void forget(String slot) {
        PipelineModel gone = bySlot.remove(slot);
        if (gone != null) {
            gone.close();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(CLOSING.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("A model is still being loaded; it ends with the process");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closeAllBut(List.of());
    }
}
