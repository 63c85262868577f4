package io.fovea.trainer.market;

import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.SequenceLayer;
import io.fovea.pipeline.TrainSpec;
import java.util.List;
import java.util.Map;

/**
 * What a fold's network is and how it is trained.
 *
 * @param layers of a network on windows; empty where an architecture is declared
 * @param hyperParameters that were searched, by Keras' names
 */
record Setting(TrainSpec train, List<SequenceLayer> layers, Map<String, Double> hyperParameters) {
    /** As it is declared. */
    static Setting of(PipelineSpec pipeline) {
        return new Setting(pipeline.train(), pipeline.model().layers(), Map.of());
    }
}
