/** The pipeline file: parse, validate, explain. Open {@link io.fovea.pipeline.PipelineSpec} first. */
@NullMarked
package io.fovea.pipeline;

import org.jspecify.annotations.NullMarked;
