package io.fovea.trainer.examples;

import io.fovea.evaluation.Panel;
import io.fovea.pipeline.BackboneSpec;
import io.fovea.pipeline.ImageInput;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.example.v1.Backbone;
import io.fovea.registry.LayerSpec;
import io.fovea.registry.Lineage.BackboneLineage;
import io.fovea.registry.ModelRegistry;
import io.fovea.trainer.TrainingMeters;
import io.fovea.trainer.jobs.CheckedJob;
import io.fovea.trainer.jobs.JobFailedException;
import io.fovea.trainer.jobs.Stop;
import java.util.Collection;
import org.jboss.logging.Logger;

/** Finds what a job trains on: reads its ranges, checks each example, and makes dead letters of those that are bad. */
public final class TrainingExamples {
    private static final Logger LOG = Logger.getLogger(TrainingExamples.class);

    private final RecordSource source;
    private final DeadLetterSink deadLetters;
    private final ModelRegistry registry;
    private final TrainingMeters meters;

    public TrainingExamples(
            RecordSource source, DeadLetterSink deadLetters, ModelRegistry registry, TrainingMeters meters) {
        this.source = source;
        this.deadLetters = deadLetters;
        this.registry = registry;
        this.meters = meters;
    }

    /** @throws JobFailedException when there is nothing to train on */
    public JobExamples read(CheckedJob job, Stop stop) {
        PipelineSpec pipeline = job.pipeline();
        LabelledRecords labelled = LabelledRecords.read(source, job.job().getExamplesList(), stop);
        if (labelled.all().isEmpty()) {
            throw new JobFailedException(
                    "There is nothing to train on: none of the job's %d records has a label. Maybe ingest with labels first."
                            .formatted(labelled.records()));
        }
        return pipeline.model()
                .backbone()
                .filter(backbone -> pipeline.learnsOnFeatures())
                .map(backbone -> features(pipeline, backbone, labelled))
                .orElseGet(() -> checked(pipeline, image(pipeline.image()), labelled.all(), labelled.records()));
    }

    /**
     * The labelled windows of a market pipeline.
     *
     * @throws JobFailedException when there are none
     */
    public Panel windows(CheckedJob job, Stop stop) {
        return new MarketExamples(source, deadLetters, meters).read(job, stop);
    }

    private static NetworkInput image(ImageInput input) {
        return NetworkInput.image(input.height(), input.width(), input.channels());
    }

    private JobExamples features(PipelineSpec pipeline, BackboneSpec declared, LabelledRecords labelled) {
        Backbone backbone = new LatestBackbone(declared)
                .among(labelled.all())
                .orElseThrow(() -> new JobFailedException(
                        "There is nothing to train on: none of the job's %d labelled records has features of layer '%s' of %s/%s."
                                .formatted(
                                        labelled.all().size(),
                                        declared.layer(),
                                        declared.model(),
                                        declared.version())));
        return checked(
                pipeline,
                NetworkInput.features(
                        layer(backbone).shape(),
                        new BackboneLineage(backbone.getId(), backbone.getWeightsSha256(), backbone.getLayer())),
                LatestBackbone.madeBy(backbone, labelled.all()),
                labelled.records());
    }

    /** What the backbone's own manifest says of the layer: the features may not tell their shape themselves. */
    private LayerSpec layer(Backbone backbone) {
        int slash = backbone.getId().lastIndexOf('/');
        String model = backbone.getId().substring(0, slash);
        String version = backbone.getId().substring(slash + 1);
        return registry.resolve(model, version)
                .map(registry::manifest)
                .filter(manifest -> manifest.weightsSha256().equals(backbone.getWeightsSha256()))
                .map(manifest -> manifest.layers().get(backbone.getLayer()))
                .orElseThrow(() -> new JobFailedException(
                        "The features are of layer '%s' of %s with weights %s, which the registry does not have."
                                .formatted(backbone.getLayer(), backbone.getId(), backbone.getWeightsSha256())));
    }

    private JobExamples checked(
            PipelineSpec pipeline, NetworkInput input, Collection<LabelledRecord> labelled, long records) {
        CheckedExamples examples = CheckedExamples.of(
                labelled, new ExampleCheck(input, pipeline.model().classes(), pipeline.sequence()));
        deadLetters.accept(examples.rejected());
        meters.read(records, examples.usable().size(), examples.rejected().size());
        TrainingSets sets = TrainingSets.of(examples.usable(), pipeline.train().validationSplit());
        if (sets.train().isEmpty()) {
            throw new JobFailedException(nothingUsable(examples));
        }
        LOG.infof(
                "Examples read pipeline=%s records=%d train=%d validation=%d test=%d rejected=%d",
                pipeline.name(),
                records,
                sets.train().size(),
                sets.validation().size(),
                sets.test().size(),
                examples.rejected().size());
        return new JobExamples(input, sets);
    }

    private static String nothingUsable(CheckedExamples examples) {
        String reason = examples.rejected().isEmpty()
                ? "none is marked for training"
                : "%d were rejected, the first with %s"
                        .formatted(
                                examples.rejected().size(),
                                examples.rejected().get(0).why().reason());
        return "There is nothing to train on: of %d labelled examples %s"
                .formatted(examples.usable().size() + examples.rejected().size(), reason);
    }
}
