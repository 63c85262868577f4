package io.fovea.ingestion;

import io.fovea.messaging.PipelineName;
import io.fovea.pipeline.PipelineSpec;
import java.util.Collection;
import java.util.Optional;

/** The pipelines that have been applied, each in its newest version. */
interface Pipelines {

    /** The pipeline, also when it was applied a moment ago. */
    Optional<PipelineSpec> named(PipelineName name);

    Collection<String> names();
}
