package io.fovea.messaging;

import java.util.regex.Pattern;

/** The names of Fovea's topics. Data topics are one per pipeline, control topics one for all. */
public final class Topics {

    /** Pipelines as declared, by name; compacted. */
    public static final String PIPELINES = "fovea.pipelines";

    /** Model versions, aliases and their moves, by {@code MODEL/VERSION}, {@code MODEL/ALIAS} and a key each move; compacted. */
    public static final String MODELS = "fovea.models";

    /** Training runs to be done, by job id; a queue. */
    public static final String TRAINING_JOBS = "fovea.training-jobs";

    /** What became of training runs, by job id. */
    public static final String TRAINING_EVENTS = "fovea.training-events";

    /** The topics of drift of all pipelines. */
    public static final Pattern ALL_DRIFT = Pattern.compile("fovea\\.drift\\..+");

    private static final String PREFIX = "fovea.";

    private Topics() {}

    /** Images as they came in. */
    public static String images(String pipeline) {
        return ofPipeline("images", pipeline);
    }

    /** Market bars as they came in. */
    public static String bars(String pipeline) {
        return ofPipeline("bars", pipeline);
    }

    /** Periods of a market pipeline that are over, and how many windows each had; one partition. */
    public static String periods(String pipeline) {
        return ofPipeline("periods", pipeline);
    }

    /** What the partitions of bars tell of their periods; one partition. */
    public static String periodNews(String pipeline) {
        return ofPipeline("period-news", pipeline);
    }

    /** Returns with their ranks in their period. */
    public static String standings(String pipeline) {
        return ofPipeline("standings", pipeline);
    }

    /** What the live model answered for windows, before their cross-section is whole; one partition. */
    public static String scores(String pipeline) {
        return ofPipeline("scores", pipeline);
    }

    /** What a network sees. */
    public static String examples(String pipeline) {
        return ofPipeline("examples", pipeline);
    }

    /** What a frozen backbone made of the examples. */
    public static String features(String pipeline) {
        return ofPipeline("features", pipeline);
    }

    /**
     * What a pipeline's model learns from and answers.
     *
     * @param onFeatures whether that is its backbone's features, in place of its examples
     */
    public static String modelInputs(String pipeline, boolean onFeatures) {
        return onFeatures ? features(pipeline) : examples(pipeline);
    }

    /** What the live model answered. */
    public static String predictions(String pipeline) {
        return ofPipeline("predictions", pipeline);
    }

    /** What examples turned out to be, once that is known. */
    public static String labels(String pipeline) {
        return ofPipeline("labels", pipeline);
    }

    /** Predictions beside what their examples turned out to be; one partition. */
    public static String outcomes(String pipeline) {
        return ofPipeline("outcomes", pipeline);
    }

    /** How right each model version was lately; one partition. */
    public static String quality(String pipeline) {
        return ofPipeline("quality", pipeline);
    }

    /** What model versions see, compared with what they were trained on; one partition. */
    public static String drift(String pipeline) {
        return ofPipeline("drift", pipeline);
    }

    /** What the version with the alias {@code shadow} answered beside the live one. */
    public static String shadowPredictions(String pipeline) {
        return predictions(pipeline) + ".shadow";
    }

    /** Records that no service could process, byte for byte. */
    public static String deadLetters(String pipeline) {
        return ofPipeline("dead-letters", pipeline);
    }

    /**
     * The pipeline that a data topic belongs to: {@code fovea.images.digits} gives {@code digits}. The name is not
     * checked, since anyone can create a topic.
     *
     * @throws IllegalArgumentException when the topic is none of a pipeline's
     */
    public static String pipelineOf(String topic) {
        int dot = topic.startsWith(PREFIX) ? topic.indexOf('.', PREFIX.length()) : -1;
        if (dot < 0 || dot == topic.length() - 1) {
            throw new IllegalArgumentException("Topic %s belongs to no pipeline.".formatted(topic));
        }
        return topic.substring(dot + 1);
    }

    private static String ofPipeline(String kind, String pipeline) {
        return PREFIX + kind + "." + pipeline;
    }
}
