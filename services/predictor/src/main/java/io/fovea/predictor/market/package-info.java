/** Scores of a period become signals with ranks. Start with {@link io.fovea.predictor.market.SignalTopology}. */
@NullMarked
package io.fovea.predictor.market;

import org.jspecify.annotations.NullMarked;
