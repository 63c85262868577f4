package io.fovea.ingestion.folders;

import io.fovea.ingestion.publishing.EventLog;
import io.fovea.ingestion.publishing.RefusedImage;
import io.fovea.ingestion.submission.Admission;
import io.fovea.ingestion.submission.InadmissibleException;
import io.fovea.ingestion.submission.IngestionLimits;
import io.fovea.pipeline.FolderSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.image.v1.ImageRecord;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes the whole files of a watched folder: each image is published once, one that the pipeline cannot use becomes a dead letter, once. Files stay where they are;
 * what has been taken is known from the topics, also after a restart.
 */
public final class FolderIntake {
    private static final int MAX_IMAGES = 500;
    private static final long MAX_BYTES = 16L << 20;

    private final Admission admission;
    private final IngestionLimits limits;
    private final EventLog<ImageRecord> images;
    private final EventLog<RefusedImage> refused;
    private final MeterRegistry meters;

    /** @param refused the dead letters that ingestion writes */
    public FolderIntake(
            IngestionLimits limits,
            EventLog<ImageRecord> images,
            EventLog<RefusedImage> refused,
            MeterRegistry meters) {
        this.admission = new Admission(limits);
        this.limits = limits;
        this.images = images;
        this.refused = refused;
        this.meters = meters;
    }

    /**
     * Takes what is whole by now.
     *
     * @throws IOException where the folder cannot be listed
     * @throws io.fovea.ingestion.publishing.BrokerUnavailableException when it is unknown whether the last batch was published; the next call sends it again
     */
    void take(PipelineSpec pipeline, FolderSpec source, WatchedFolder watched, Instant now) throws IOException {
        Batch batch = new Batch(pipeline, watched);
        for (Path file : watched.whole(now)) {
            batch.add(file, source.labelFromFolder());
            if (batch.isFull()) {
                batch.publish();
                batch = new Batch(pipeline, watched);
            }
        }
        batch.publish();
    }

    private final class Batch {
        private final PipelineSpec pipeline;
        private final WatchedFolder watched;
        private final List<Path> files = new ArrayList<>();
        private final List<ImageRecord> admitted = new ArrayList<>();
        private final List<RefusedImage> inadmissible = new ArrayList<>();
        private long bytes;

        private Batch(PipelineSpec pipeline, WatchedFolder watched) {
            this.pipeline = pipeline;
            this.watched = watched;
        }

        private void add(Path file, boolean labelFromFolder) {
            FolderImage read;
            try {
                read = FolderImage.read(watched.folder(), file, labelFromFolder, limits);
            } catch (IOException e) {
                return; // gone, or not readable yet: the next look tells
            }
            if (!watched.isUnchanged(file)) {
                return;
            }
            files.add(file);
            bytes += read.image().getEncoded().size();
            try {
                if (read.bytes() > limits.maxImageBytes()) {
                    throw limits.imageTooLarge(read.bytes());
                }
                admitted.add(admission.admit(read.image(), pipeline));
            } catch (InadmissibleException e) {
                inadmissible.add(new RefusedImage(read.image(), e.code() + ": " + e.explanation()));
            }
        }

        private boolean isFull() {
            return files.size() >= MAX_IMAGES || bytes >= MAX_BYTES;
        }

        private void publish() {
            if (files.isEmpty()) {
                return;
            }
            int accepted = images.append(pipeline.name(), admitted, Optional.empty());
            int letters = refused.append(pipeline.name(), inadmissible, Optional.empty());
            watched.taken(files.stream());
            count("accepted", accepted);
            count("duplicate", admitted.size() - accepted);
            count("rejected", letters);
        }

        private void count(String outcome, int count) {
            meters.counter("fovea.ingestion.records", "pipeline", pipeline.name(), "outcome", outcome)
                    .increment(count);
        }
    }
}
