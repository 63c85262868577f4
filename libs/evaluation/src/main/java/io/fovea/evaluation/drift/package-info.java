/** Whether what a model sees now is like what it was trained on. Start with {@link io.fovea.evaluation.drift.DriftTest}. */
@NullMarked
package io.fovea.evaluation.drift;

import org.jspecify.annotations.NullMarked;
