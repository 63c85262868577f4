package io.fovea.preprocessing;

import io.fovea.pipeline.PipelineSpec;
import java.util.Optional;

/** The pipelines that have been applied, each in its newest version. */
public interface Pipelines {

    /** The pipeline as far as known. */
    Optional<PipelineSpec> named(String name);

    /** Returns once everything that was applied before the call is known. */
    void catchUp();
}
