/** Whether what models see has drifted from what they were trained on. Start with {@link io.fovea.predictor.drift.DriftMonitor}. */
@NullMarked
package io.fovea.predictor.drift;

import org.jspecify.annotations.NullMarked;
