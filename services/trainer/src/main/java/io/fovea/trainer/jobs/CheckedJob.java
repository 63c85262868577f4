package io.fovea.trainer.jobs;

import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineFileException;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.training.v1.OffsetRange;
import io.fovea.proto.training.v1.TrainingJob;
import java.util.regex.Pattern;

/**
 * A job that makes sense: its id can name a folder, its pipeline file parses and is the one that it says, and its ranges
 * are of the topic that this pipeline trains on.
 */
public record CheckedJob(TrainingJob job, PipelineSpec pipeline) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

    /** @throws JobFailedException naming what does not make sense */
    public static CheckedJob of(TrainingJob job) {
        require(
                ID.matcher(job.getId()).matches(),
                "Job id '%s' is none: letters, digits, '.', '_' and '-', at most 128.".formatted(job.getId()));
        PipelineSpec pipeline = parse(job);
        require(
                pipeline.name().equals(job.getPipeline()),
                "The job is for pipeline '%s', and its file for '%s'.".formatted(job.getPipeline(), pipeline.name()));
        require(
                pipeline.version().equals(job.getPipelineVersion()),
                "The job's pipeline file is not version %s: its sha256 is %s."
                        .formatted(job.getPipelineVersion(), pipeline.version()));
        checkRanges(job, topic(pipeline));
        return new CheckedJob(job, pipeline);
    }

    public String id() {
        return job.getId();
    }

    /** Below {@code fovea.storage}. */
    public String checkpoints() {
        return "checkpoints/" + id();
    }

    private static PipelineSpec parse(TrainingJob job) {
        try {
            return PipelineSpec.parse(job.getPipelineFile(), job.getPipeline() + ".yaml");
        } catch (PipelineFileException e) {
            throw new JobFailedException("The job's pipeline file is not valid: " + e.getMessage(), e);
        }
    }

    private static String topic(PipelineSpec pipeline) {
        return Topics.modelInputs(pipeline.name(), pipeline.learnsOnFeatures());
    }

    private static void checkRanges(TrainingJob job, String topic) {
        for (OffsetRange range : job.getExamplesList()) {
            require(
                    range.getTopic().equals(topic),
                    "The job reads topic %s, and its pipeline trains on %s.".formatted(range.getTopic(), topic));
            require(
                    range.getPartition() >= 0 && range.getFrom() >= 0 && range.getFrom() <= range.getTo(),
                    "The job's range %d to %d of partition %s-%d is none."
                            .formatted(range.getFrom(), range.getTo(), topic, range.getPartition()));
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new JobFailedException(otherwise);
        }
    }
}
