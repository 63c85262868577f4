/**
 * Whether what a model sees now is like what it was trained on. Start with {@link io.fovea.evaluation.drift.DriftTest},
 * and for periods of a market with {@link io.fovea.evaluation.drift.StretchTest}.
 */
@NullMarked
package io.fovea.evaluation.drift;

import org.jspecify.annotations.NullMarked;
