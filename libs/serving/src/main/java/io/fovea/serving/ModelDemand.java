package io.fovea.serving;

import io.fovea.pipeline.EngineName;
import io.fovea.registry.ModelRegistry;

/**
 * A model that a pipeline needs to be served with.
 *
 * @param alias under which it answers: {@code live}, or that of a version on trial
 * @param largestBatch records that are run at once at most; the warm-up goes up to it
 * @param engine what is to run it
 */
public record ModelDemand(
        String pipeline, String alias, ModelChoice choice, Signature signature, int largestBatch, EngineName engine) {

    /** The one that answers. */
    public ModelDemand(String pipeline, ModelChoice choice, Signature signature, int largestBatch, EngineName engine) {
        this(pipeline, ModelRegistry.LIVE, choice, signature, largestBatch, engine);
    }

    /** The version on trial of the same pipeline, to which the alias points. */
    public ModelDemand onTrial(String model, String trialAlias) {
        return new ModelDemand(
                pipeline, trialAlias, new ModelChoice.Named(model, trialAlias), signature, largestBatch, engine);
    }

    boolean isOnTrial() {
        return !alias.equals(ModelRegistry.LIVE);
    }

    /** Where its model is kept: the pipeline, and for a version on trial its alias. */
    String slot() {
        return slot(pipeline, alias);
    }

    static String slot(String pipeline, String alias) {
        return alias.equals(ModelRegistry.LIVE) ? pipeline : pipeline + "@" + alias; // no pipeline has an @ in its name
    }
}
