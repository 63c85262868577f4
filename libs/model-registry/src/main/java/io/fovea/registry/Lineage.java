package io.fovea.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a model version comes from: enough to make it again.
 *
 * @param job the training job's id; a registry holds one version a job
 * @param pipelineVersion sha256 of the pipeline file
 * @param codeVersion version of Fovea that trained it
 * @param backbone the network whose features it was trained on; absent when it takes the input itself
 * @param startedFrom the backbone whose weights it began with and which is a part of it; absent where all its weights were drawn
 * @param trainedUntil when the newest label that it has learned from was known; absent where its examples have no time of their own
 */
public record Lineage(
        String job,
        String pipeline,
        String pipelineVersion,
        String codeVersion,
        long seed,
        @Nullable BackboneLineage backbone,
        @Nullable BackboneLineage startedFrom,
        @Nullable Instant trainedUntil) {

    /** Of a network that began with no other's weights. */
    public Lineage(
            String job,
            String pipeline,
            String pipelineVersion,
            String codeVersion,
            long seed,
            @Nullable BackboneLineage backbone) {
        this(job, pipeline, pipelineVersion, codeVersion, seed, backbone, null, null);
    }

    /**
     * A frozen network in front of the model.
     *
     * @param id model and version: {@code digits-backbone/1}
     * @param weightsSha256 lower-case hex sha256 of its weights
     * @param layer Keras name of the layer whose output the features are
     */
    public record BackboneLineage(String id, String weightsSha256, String layer) {
        /** Such as {@code digits-backbone/1:flatten}. */
        @Override
        public String toString() {
            return id + ":" + layer;
        }
    }

    /** Whose features the model takes, as records say it: empty where it takes the input itself. */
    public String takes() {
        return backbone == null ? "" : backbone.toString();
    }
}
