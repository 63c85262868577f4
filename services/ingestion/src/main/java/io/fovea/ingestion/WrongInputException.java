package io.fovea.ingestion;

import io.fovea.pipeline.PipelineSpec;

/** Bars for a pipeline on images, or images for one on bars. */
public final class WrongInputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WrongInputException(PipelineSpec pipeline) {
        super(
                pipeline.market().isPresent()
                        ? "Pipeline %s takes bars, not images.".formatted(pipeline.name())
                        : "Pipeline %s takes images, not bars.".formatted(pipeline.name()),
                null,
                false,
                false);
    }
}
