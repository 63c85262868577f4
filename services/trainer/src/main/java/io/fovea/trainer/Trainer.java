package io.fovea.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.evaluation.Panel;
import io.fovea.messaging.MessagingException;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.proto.training.v1.TrainingJob;
import io.fovea.registry.ArtefactException;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.ManifestDraft;
import io.fovea.registry.ModelRegistry;
import io.fovea.registry.WorkFolder;
import io.fovea.trainer.examples.JobExamples;
import io.fovea.trainer.examples.MarketExamples;
import io.fovea.trainer.examples.NetworkInput;
import io.fovea.trainer.examples.TrainingExamples;
import io.fovea.trainer.jobs.CheckedJob;
import io.fovea.trainer.jobs.EventLog;
import io.fovea.trainer.jobs.JobEvents;
import io.fovea.trainer.jobs.JobFailedException;
import io.fovea.trainer.jobs.JobStoppedException;
import io.fovea.trainer.jobs.JobWorker;
import io.fovea.trainer.jobs.Outcome;
import io.fovea.trainer.jobs.Stop;
import io.fovea.trainer.market.MarketTraining;
import io.fovea.trainer.promotion.Promotion;
import io.fovea.trainer.training.Checkpoints;
import io.fovea.trainer.training.FittedModel;
import io.fovea.trainer.training.Fitting;
import io.fovea.trainer.training.ModelDescription;
import io.fovea.trainer.training.StartingWeights;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Makes a model version of a training job. A job that was broken off goes on from its last checkpoint, in this trainer or
 * another, and gives the same weights; one that was done already gives the same version.
 */
public final class Trainer implements JobWorker {
    private static final Logger LOG = Logger.getLogger(Trainer.class);

    private final TrainerSettings settings;
    private final TrainingExamples examples;
    private final ArtefactStore store;
    private final ModelRegistry registry;
    private final EventLog events;
    private final TrainingMeters meters;
    private final Fitting fitting;
    private final MarketTraining marketTraining;
    private final Promotion promotion;

    public Trainer(
            TrainerSettings settings,
            TrainingExamples examples,
            ArtefactStore store,
            ModelRegistry registry,
            EventLog events,
            TrainingMeters meters) {
        this.settings = settings;
        this.examples = examples;
        this.store = store;
        this.registry = registry;
        this.events = events;
        this.meters = meters;
        this.fitting = new Fitting(settings.device(), settings.checkpointInterval(), meters);
        this.marketTraining = new MarketTraining(settings.device(), store, meters);
        this.promotion = new Promotion(registry);
    }

    /** A record of the queue; one that is no job fails under its key. */
    @Override
    public Outcome work(ConsumerRecord<byte[], byte[]> record, Stop stop) {
        try {
            return train(TrainingJob.parseFrom(record.value() == null ? new byte[0] : record.value()), stop);
        } catch (InvalidProtocolBufferException e) {
            String key = record.key() == null ? "" : new String(record.key(), UTF_8);
            TrainingJob unreadable = TrainingJob.newBuilder().setId(key).build();
            return fail(unreadable, "The job cannot be read: %s".formatted(e.getMessage()));
        }
    }

    /**
     * Returns when the job has ended, or was left undone because of the stop. Throws Kafka's or messaging's exceptions
     * while the brokers are away; whatever else goes wrong fails the job, so that the queue goes on.
     */
    public Outcome train(TrainingJob job, Stop stop) {
        long begunNanos = System.nanoTime();
        Outcome outcome = attempt(job, stop);
        meters.job(outcome, Duration.ofNanos(System.nanoTime() - begunNanos));
        return outcome;
    }

    private Outcome attempt(TrainingJob job, Stop stop) {
        try {
            complete(CheckedJob.of(job), stop);
            return Outcome.COMPLETED;
        } catch (JobStoppedException e) {
            LOG.infof("Training left undone job=%s pipeline=%s", job.getId(), job.getPipeline());
            return Outcome.STOPPED;
        } catch (KafkaException | MessagingException e) {
            throw e;
        } catch (JobFailedException | ArtefactException e) {
            return fail(job, e.getMessage());
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.errorf(e, "Training broke down job=%s pipeline=%s", job.getId(), job.getPipeline());
            return fail(job, "Training broke down: %s".formatted(e));
        }
    }

    private void complete(CheckedJob job, Stop stop) {
        registry.catchUp();
        ModelVersion version = registry.publishedBy(job.id()).orElseGet(() -> make(job, stop));
        String promoted = promotion.apply(job.pipeline(), version);
        events(job.job()).completed(version, promoted);
        new Checkpoints(store, job).delete();
        LOG.infof(
                "Training completed job=%s model=%s version=%s promotion=%s",
                job.id(), version.getModel(), version.getVersion(), promoted);
    }

    private ModelVersion make(CheckedJob job, Stop stop) {
        Checkpoints checkpoints = new Checkpoints(store, job);
        try (WorkFolder work = store.workFolder()) {
            Path model = work.path().resolve("model");
            return registry.publish(model, train(job, checkpoints, stop, model));
        }
    }

    private ManifestDraft train(CheckedJob job, Checkpoints checkpoints, Stop stop, Path model) {
        JobEvents jobEvents = events(job.job());
        if (job.pipeline().market().isPresent()) {
            Panel windows = examples.windows(job, stop);
            checkpoints.begin(settings.attempts());
            FittedModel fitted = marketTraining.fit(job, windows, checkpoints, jobEvents, stop, model);
            NetworkInput input = MarketExamples.input(job.pipeline().market().get());
            return ModelDescription.of(job, input, fitted);
        }
        JobExamples read = examples.read(job, stop);
        checkpoints.begin(settings.attempts());
        FittedModel fitted = fitting.fit(
                job.pipeline(),
                read,
                StartingWeights.of(job.pipeline(), registry),
                checkpoints,
                jobEvents,
                stop,
                model);
        return ModelDescription.of(job, read.input(), fitted);
    }

    private Outcome fail(TrainingJob job, String why) {
        LOG.warnf("Training failed job=%s pipeline=%s reason=%s", job.getId(), job.getPipeline(), why);
        events(job).failed(why);
        return Outcome.FAILED;
    }

    private JobEvents events(TrainingJob job) {
        return new JobEvents(events, job, settings.name(), settings.progressInterval());
    }
}
