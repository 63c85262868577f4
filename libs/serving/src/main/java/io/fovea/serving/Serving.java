package io.fovea.serving;

import io.fovea.messaging.TopicAdmin;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.ModelRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;

/** All that a service needs that runs models over examples, put together and closed as one. */
public final class Serving implements AutoCloseable {

    private final Pipelines pipelines;
    private final ModelRegistry registry;
    private final InferenceRole role;
    private final ServedModels models;
    private final InferenceStage stage;
    private final ServingMetrics metrics;
    private final Trials trials;
    private final TrialReports reports;
    private final AtomicBoolean caughtUp = new AtomicBoolean();

    private Serving(
            ServingSettings settings,
            Pipelines pipelines,
            ModelRegistry registry,
            InferenceRole role,
            MeterRegistry meters) {
        this.pipelines = pipelines;
        this.registry = registry;
        this.role = role;
        this.metrics = new ServingMetrics(meters, settings.service());
        this.models = new ServedModels(
                this::demands,
                registry,
                EngineChoice.on(settings.device()),
                metrics,
                settings.limits(),
                settings.modelRetry());
        this.trials =
                new Trials(registry::alias, models::acquire, new ShadowTopics(settings.clientProperties())::ensure);
        this.stage = new InferenceStage(pipelines::find, models::acquire, trials, role, metrics);
        this.reports = TrialReports.start(
                registry,
                trials,
                settings.instance(),
                new TrialJudge(registry, this::served),
                new TrialLabels(settings.clientProperties(), trials));
    }

    /**
     * Begins to follow pipelines and models, and to load what is live. Creates the control topics where they are missing.
     *
     * @param role what the service does, given the registry
     */
    public static Serving start(
            ServingSettings settings, Function<ModelRegistry, InferenceRole> role, MeterRegistry meters) {
        try (TopicAdmin admin = TopicAdmin.of(settings.clientProperties())) {
            admin.ensureControlTopics();
        }
        ModelRegistry registry = new ModelRegistry(settings.clientProperties(), ArtefactStore.open(settings.storage()));
        Pipelines pipelines = Pipelines.follow(settings.clientProperties());
        Serving serving = new Serving(settings, pipelines, registry, role.apply(registry), meters);
        pipelines.onChange(serving.models::refresh);
        registry.onChange(serving.models::refresh);
        return serving;
    }

    /** What is to be done with each batch of records. */
    public InferenceStage stage() {
        return stage;
    }

    /**
     * The same models for callers who wait; the caller closes it.
     *
     * @param mostQueuedRows of one model; calls are refused while so many rows wait
     */
    public ModelCalls calls(int mostQueuedRows) {
        ModelCalls calls = new ModelCalls(this::served, registry, models, mostQueuedRows, metrics);
        pipelines.onChange(calls::pipelinesChanged);
        return calls;
    }

    private List<PipelineSpec> served() {
        return pipelines.all().stream()
                .filter(pipeline -> role.demand(pipeline).isPresent())
                .toList();
    }

    /** How each pipeline's model stands. */
    public Map<String, ModelStatus> statuses() {
        return models.statuses();
    }

    /** Whether each pipeline has the model that it should have. */
    public boolean isReady() {
        return models.isReady();
    }

    private List<ModelDemand> demands() {
        if (!caughtUp.get()) {
            pipelines.catchUp();
            registry.catchUp();
            caughtUp.set(true);
        }
        List<PipelineSpec> applied = List.copyOf(pipelines.all());
        return applied.stream()
                .flatMap(pipeline -> Stream.concat(role.demand(pipeline).stream(), role.trials(pipeline).stream()))
                .toList();
    }

    @Override
    public void close() {
        reports.close();
        pipelines.close();
        models.close();
        registry.close();
    }
}
