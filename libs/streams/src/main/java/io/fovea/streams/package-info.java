/** Topologies that come and go with their pipelines. Start with {@link io.fovea.streams.PipelineStreams}. */
@NullMarked
package io.fovea.streams;

import org.jspecify.annotations.NullMarked;
