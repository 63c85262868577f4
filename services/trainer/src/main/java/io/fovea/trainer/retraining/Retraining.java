package io.fovea.trainer.retraining;

import io.fovea.messaging.CloudEventHeaders;
import io.fovea.messaging.ControlProducer;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.TopicTable;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.DriftSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.drift.v1.Drift;
import io.fovea.proto.model.v1.ModelAlias;
import io.fovea.proto.pipeline.v1.Pipeline;
import io.fovea.proto.training.v1.OffsetRange;
import io.fovea.proto.training.v1.TrainingJob;
import io.fovea.registry.ModelRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Asks for trainings by the rules of pipelines, where the version that drifts is live and there is something new to learn from. */
public final class Retraining implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Retraining.class);
    private static final String SOURCE = "/fovea/trainer";

    private final TopicTable<PipelineSpec> pipelines;
    private final TopicTable<TrainingJob> jobs;
    private final ModelRegistry registry;
    private final TopicAdmin admin;
    private final ControlProducer producer;
    private final String codeVersion;
    private final Map<String, Streaks> streaks = new HashMap<>(); // by pipeline

    /** @param codeVersion of this trainer, which each job carries */
    public Retraining(
            Map<String, Object> clientProperties,
            ModelRegistry registry,
            ControlProducer producer,
            String codeVersion) {
        this.pipelines = TopicTable.follow(
                clientProperties,
                Topics.PIPELINES,
                value -> PipelineSpec.parse(Pipeline.parseFrom(value).getFile()));
        this.jobs = TopicTable.follow(clientProperties, Topics.TRAINING_JOBS, TrainingJob::parseFrom);
        this.registry = registry;
        this.admin = TopicAdmin.of(clientProperties);
        this.producer = producer;
        this.codeVersion = codeVersion;
    }

    /**
     * Takes in the next window of a pipeline.
     *
     * @param mayAsk false where it is read again: what it asks for was asked for
     */
    void take(Drift window, boolean mayAsk) {
        int inARow = streaks.computeIfAbsent(window.getPipeline(), name -> new Streaks())
                .of(window);
        Optional<PipelineSpec> pipeline = pipelines.get(window.getPipeline());
        pipeline.flatMap(spec -> spec.serve().drift())
                .flatMap(DriftSpec::retrain)
                .filter(rule -> mayAsk && inARow >= rule.after())
                .ifPresent(rule -> train(pipeline.orElseThrow(), rule.pause(), window));
    }

    /** The windows of a pipeline will be read from the first on. */
    void forget(String pipeline) {
        streaks.remove(pipeline);
        pipelines.catchUp();
    }

    private void train(PipelineSpec pipeline, Duration pause, Drift window) {
        registry.catchUp();
        jobs.catchUp();
        List<OffsetRange> examples = admin.ranges(Topics.modelInputs(pipeline.name(), pipeline.learnsOnFeatures()));
        Optional<String> obstacle = obstacle(window, last(pipeline.name()), pause, examples);
        if (obstacle.isPresent()) {
            LOG.infof("Drift, and no training pipeline=%s reason=%s", pipeline.name(), obstacle.get());
            return;
        }
        TrainingJob job = job(pipeline, window, examples);
        String type = TrainingJob.getDescriptor().getFullName();
        producer.send(
                Topics.TRAINING_JOBS,
                job.getId(),
                job,
                CloudEventHeaders.of(job.getId(), SOURCE, type, Instant.ofEpochMilli(job.getRequestedAtMillis())));
        LOG.infof("Drift asks for a training pipeline=%s job=%s", pipeline.name(), job.getId());
    }

    private Optional<String> obstacle(
            Drift window, Optional<TrainingJob> last, Duration pause, List<OffsetRange> examples) {
        Optional<String> live =
                registry.alias(window.getModel(), ModelRegistry.LIVE).map(ModelAlias::getVersion);
        if (!live.equals(Optional.of(window.getModelVersion()))) {
            return Optional.of("version %s is not live".formatted(window.getModelVersion()));
        }
        long sinceMillis = System.currentTimeMillis()
                - last.map(TrainingJob::getRequestedAtMillis).orElse(0L);
        if (sinceMillis < pause.toMillis()) {
            return Optional.of("the last job is %d s old".formatted(sinceMillis / 1_000));
        }
        boolean isNew =
                end(examples) > last.map(job -> end(job.getExamplesList())).orElse(0L);
        return isNew ? Optional.empty() : Optional.of("no example has come since the last job");
    }

    private Optional<TrainingJob> last(String pipeline) {
        return jobs.snapshot().values().stream()
                .filter(job -> job.getPipeline().equals(pipeline))
                .max(Comparator.comparingLong(TrainingJob::getRequestedAtMillis));
    }

    private static long end(Collection<OffsetRange> examples) {
        return examples.stream().mapToLong(OffsetRange::getTo).sum();
    }

    /** The same window asks for the same job, however often it is read. */
    private TrainingJob job(PipelineSpec pipeline, Drift window, List<OffsetRange> examples) {
        return TrainingJob.newBuilder()
                .setId("%s-drift-%d".formatted(pipeline.name(), window.getToMillis()))
                .setPipeline(pipeline.name())
                .setPipelineVersion(pipeline.version())
                .setPipelineFile(pipeline.file())
                .addAllExamples(examples)
                .setCodeVersion(codeVersion)
                .setRequestedAtMillis(System.currentTimeMillis())
                .build();
    }

    @Override
    public void close() {
        pipelines.close();
        jobs.close();
        admin.close();
    }
}
