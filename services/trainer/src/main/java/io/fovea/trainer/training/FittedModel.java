package io.fovea.trainer.training;

import io.fovea.cnn.ExportedModel;
import java.util.Map;

/**
 * A network that has been trained.
 *
 * @param metrics by Keras' names, of the weights that were exported
 */
public record FittedModel(ExportedModel exported, Map<String, Double> metrics) {}
