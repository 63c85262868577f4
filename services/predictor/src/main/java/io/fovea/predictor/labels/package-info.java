/** Labels that come after their predictions: how right each version was. Start with {@link io.fovea.predictor.labels.LabelTopology}. */
@NullMarked
package io.fovea.predictor.labels;

import org.jspecify.annotations.NullMarked;
