package io.fovea.predictor;

import io.fovea.messaging.Backlog;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Tracing;
import io.fovea.pipeline.DelayedLabelSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.predictor.drift.DriftReferences;
import io.fovea.predictor.drift.PeriodDrift;
import io.fovea.predictor.labels.LabelTopology;
import io.fovea.predictor.market.AllScored;
import io.fovea.predictor.market.SignalTopology;
import io.fovea.streams.PipelineTopology;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** What runs beside the models for a pipeline: signals of a market, and the outcomes where labels come later. Makes their topics. */
final class PredictorTopologies {

    private static final Logger LOG = Logger.getLogger(PredictorTopologies.class);

    private final TopicAdmin admin;
    private final Backlog backlog;
    private final DriftReferences references;
    private final Duration commitInterval;
    private final MeterRegistry meters;

    PredictorTopologies(
            TopicAdmin admin,
            Backlog backlog,
            DriftReferences references,
            Duration commitInterval,
            MeterRegistry meters) {
        this.admin = admin;
        this.backlog = backlog;
        this.references = references;
        this.commitInterval = commitInterval;
        this.meters = meters;
    }

    List<PipelineTopology> of(PipelineSpec pipeline) {
        List<PipelineTopology> all = new ArrayList<>();
        if (pipeline.market().isPresent()) {
            admin.ensureMarketTopics(pipeline.name());
            all.add(SignalTopology.of(
                    pipeline,
                    new AllScored(backlog, Predictor.SERVICE, pipeline),
                    commitInterval,
                    Tracing.ofEnvironment(),
                    drift(pipeline)));
        }
        pipeline.serve().labels().flatMap(labels -> labels(pipeline, labels)).ifPresent(all::add);
        return all;
    }

    private Optional<Supplier<PeriodDrift>> drift(PipelineSpec pipeline) {
        return pipeline.serve().drift().map(declared -> {
            admin.ensureDriftTopic(pipeline.name());
            return () -> new PeriodDrift(pipeline, references, meters);
        });
    }

    /** Labels that cannot be joined keep no signal back. */
    private Optional<PipelineTopology> labels(PipelineSpec pipeline, DelayedLabelSpec labels) {
        if (pipeline.market().isEmpty()) {
            admin.ensurePipelineTopics(pipeline.name());
        }
        admin.ensureLabelTopics(pipeline.name());
        try {
            LabelTopology.checkPartitions(pipeline, admin::partitionCount);
            return Optional.of(LabelTopology.of(pipeline, labels, meters));
        } catch (IllegalStateException e) {
            LOG.warnf("Labels are not joined pipeline=%s problem=%s", pipeline.name(), e.getMessage());
            return Optional.empty();
        }
    }
}
