package io.fovea.trainer.training;

import io.fovea.cnn.ExportedModel;
import io.fovea.registry.Lineage.BackboneLineage;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A network that has been trained.
 *
 * @param metrics by Keras' names, of the weights that were exported
 * @param startedFrom the backbone whose weights it began with, where it is part of the network
 * @param trainedUntil when the newest label that it has learned from was known, where labels have a time
 */
public record FittedModel(
        ExportedModel exported,
        Map<String, Double> metrics,
        Optional<BackboneLineage> startedFrom,
        Optional<Instant> trainedUntil) {

    /** Of examples without a time of their own. */
    public FittedModel(ExportedModel exported, Map<String, Double> metrics, Optional<BackboneLineage> startedFrom) {
        this(exported, metrics, startedFrom, Optional.empty());
    }

    /** One whose weights were drawn. */
    public FittedModel(ExportedModel exported, Map<String, Double> metrics) {
        this(exported, metrics, Optional.empty());
    }
}
