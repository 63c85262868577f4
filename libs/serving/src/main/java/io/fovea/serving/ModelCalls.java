package io.fovea.serving;

import io.fovea.cnn.HostTensor;
import io.fovea.pipeline.BatchSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.registry.ModelRegistry;
import io.fovea.serving.CallRefusedException.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Models for callers who wait: what there is, answers from dynamic batches, loading and unloading. The same models answer the
 * stream. Thread-safe.
 */
public final class ModelCalls implements AutoCloseable {

    private static final BatchSpec GONE = new BatchSpec(1, 0);

    private final Supplier<List<PipelineSpec>> pipelines;
    private final ModelDirectory directory;
    private final ServedModels models;
    private final int mostQueuedRows;
    private final ServingMetrics metrics;
    private final Map<String, DynamicBatcher> batchers = new ConcurrentHashMap<>(); // by ModelDemand.slot

    /**
     * @param pipelines those that are served here, as they are at the time of asking
     * @param mostQueuedRows of one model; calls are refused while so many rows wait
     */
    public ModelCalls(
            Supplier<List<PipelineSpec>> pipelines,
            ModelRegistry registry,
            ServedModels models,
            int mostQueuedRows,
            ServingMetrics metrics) {
        this.pipelines = pipelines;
        this.directory = new ModelDirectory(pipelines, registry, models);
        this.models = models;
        this.mostQueuedRows = mostQueuedRows;
        this.metrics = metrics;
    }

    /**
     * The model that answers to this name.
     *
     * @param version a number, an alias, or empty for the one that is there
     * @throws CallRefusedException with {@code UNKNOWN_MODEL} or {@code NOT_LOADED}
     */
    public ModelDescription find(String name, String version) {
        return directory.find(name, version);
    }

    /** Says that a call of this model is being read, and takes it when it is. */
    public CallArrival announce(ModelDescription model) {
        return batchers.computeIfAbsent(
                        ModelDemand.slot(model.pipeline(), model.alias()),
                        slot -> batcher(model.pipeline(), model.alias()))
                .announce();
    }

    /**
     * The pipeline whose examples a model is for.
     *
     * @throws CallRefusedException with {@code NOT_LOADED} where it is gone
     */
    public PipelineSpec pipeline(ModelDescription model) {
        return spec(model.pipeline())
                .orElseThrow(() -> new CallRefusedException(
                        Reason.NOT_LOADED, "NOT_LOADED: Pipeline %s is gone.".formatted(model.pipeline())));
    }

    /**
     * What the model answers to one row, and why; in the caller's thread, outside all batches.
     *
     * @param row the input, with a batch axis of 1 first
     * @throws CallRefusedException where the model is not there any more, or cannot be explained
     */
    public ExplainedAnswer explain(ModelDescription model, HostTensor row) {
        Optional<ModelLease> lease = models.acquire(model.pipeline(), model.alias());
        try (ModelLease held = lease.orElse(null)) { // null is closed by nobody
            return ExplainedAnswer.of(model, held == null ? null : held.model(), row);
        }
    }

    /** Every version of every model that is served here, by name, oldest first. */
    public List<IndexEntry> index() {
        return directory.index();
    }

    /**
     * Brings the model's live version into memory, where it is not there yet; waits until it answers.
     *
     * @throws CallRefusedException with {@code NOT_LOADED} and the reason where it does not
     */
    public void load(String name) {
        for (PipelineSpec pipeline : directory.pipelines(name)) {
            ModelStatus status = models.load(pipeline.name());
            if (status.state() != ModelStatus.State.SERVING) {
                throw new CallRefusedException(
                        Reason.NOT_LOADED,
                        "NOT_LOADED: Model %s of pipeline %s cannot be loaded: %s."
                                .formatted(name, pipeline.name(), status));
            }
        }
    }

    /**
     * Frees the model's memory: callers are refused and records of the stream wait, until it is loaded again.
     *
     * @throws CallRefusedException with {@code UNKNOWN_MODEL}
     */
    public void unload(String name) {
        directory.pipelines(name).forEach(pipeline -> models.unload(pipeline.name()));
    }

    /** Ends the batches of pipelines that are gone. */
    void pipelinesChanged() {
        List<String> served = pipelines.get().stream().map(PipelineSpec::name).toList();
        batchers.keySet().stream()
                .filter(slot -> !served.contains(slot.replaceFirst("@.*", "")))
                .toList()
                .forEach(this::forget);
    }

    private void forget(String slot) {
        DynamicBatcher gone = batchers.remove(slot);
        if (gone != null) {
            gone.close();
        }
    }

    private DynamicBatcher batcher(String pipeline, String alias) {
        return new DynamicBatcher(
                pipeline,
                alias,
                () -> models.acquire(pipeline, alias),
                () -> limits(pipeline),
                mostQueuedRows,
                metrics);
    }

    private BatchSpec limits(String pipeline) {
        return spec(pipeline).map(spec -> spec.serve().batch()).orElse(GONE);
    }

    private Optional<PipelineSpec> spec(String pipeline) {
        return pipelines.get().stream()
                .filter(spec -> spec.name().equals(pipeline))
                .findFirst();
    }

    @Override
    public void close() {
        List.copyOf(batchers.keySet()).forEach(this::forget);
    }
}
