package io.fovea.ingestion;

import io.fovea.ingestion.publishing.EventLog;
import io.fovea.ingestion.submission.Admission;
import io.fovea.ingestion.submission.ImageBatch;
import io.fovea.ingestion.submission.InadmissibleException;
import io.fovea.ingestion.submission.RejectedImage;
import io.fovea.ingestion.submission.SubmittedImage;
import io.fovea.messaging.PipelineName;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.image.v1.ImageRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Takes images in: those that a pipeline can use are published, each once, all of a request or none. Thread-safe. */
public final class Ingestion {
    private final Pipelines pipelines;
    private final Admission admission;
    private final EventLog<ImageRecord> log;
    private final IngestionMetrics metrics;

    Ingestion(Pipelines pipelines, Admission admission, EventLog<ImageRecord> log, IngestionMetrics metrics) {
        this.pipelines = pipelines;
        this.admission = admission;
        this.log = log;
        this.metrics = metrics;
    }

    /**
     * The pipeline of this name, which comes from outside and is checked before anything is made of it.
     *
     * @throws UnknownPipelineException when there is none
     */
    PipelineSpec pipeline(String name) {
        return pipelines
                .named(checked(name))
                .orElseThrow(() -> UnknownPipelineException.named(name, pipelines.names()));
    }

    /**
     * Publishes the images in one transaction, but for those that the pipeline cannot use and those that it has.
     *
     * @param traceparent the W3C trace of the request
     * @throws io.fovea.ingestion.publishing.BrokerUnavailableException when nothing is known to be published
     */
    IngestionAnswer ingest(PipelineSpec pipeline, ImageBatch batch, Optional<String> traceparent) {
        List<RejectedImage> rejected = new ArrayList<>(batch.unreadable());
        List<ImageRecord> admitted = new ArrayList<>();
        for (SubmittedImage submitted : batch.images()) {
            try {
                admitted.add(admission.admit(submitted.image(), pipeline));
            } catch (InadmissibleException e) {
                rejected.add(submitted.rejected(e));
            }
        }
        rejected.sort(Comparator.comparingInt(RejectedImage::index));
        int accepted = metrics.time(() -> log.append(pipeline.name(), admitted, traceparent));
        var answer = new IngestionAnswer(accepted, admitted.size() - accepted, rejected);
        metrics.count(pipeline.name(), answer);
        return answer;
    }

    private static PipelineName checked(String name) {
        try {
            return new PipelineName(name);
        } catch (IllegalArgumentException e) {
            throw UnknownPipelineException.unnameable(e);
        }
    }
}
