package io.fovea.ingestion;

import io.fovea.ingestion.submission.RejectedImage;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;

/** Meters under {@code fovea.ingestion.}; a pipeline's name becomes a tag only when there is such a pipeline. */
final class IngestionMetrics {
    private final MeterRegistry meters;

    IngestionMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Times looking for duplicates and publishing, failures too. */
    int time(IntSupplier transaction) {
        return meters.timer("fovea.ingestion.batches").record(transaction);
    }

    void count(String pipeline, IngestionAnswer answer) {
        count(pipeline, "accepted", answer.accepted());
        count(pipeline, "duplicate", answer.duplicates());
        count(pipeline, "rejected", answer.rejected().size());
        meters.summary("fovea.ingestion.batch.size").record(answer.accepted());
        for (RejectedImage image : answer.rejected()) {
            meters.counter("fovea.ingestion.rejections", "code", image.code()).increment();
        }
    }

    private void count(String pipeline, String outcome, int images) {
        meters.counter("fovea.ingestion.records", "pipeline", pipeline, "outcome", outcome)
                .increment(images);
    }
}
