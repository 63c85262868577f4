/**
 * Models kept loaded and switched when their alias moves, and batches of records run through them. Open {@link
 * io.fovea.serving.InferenceStage} first, then {@link io.fovea.serving.ServedModels}.
 */
@NullMarked
package io.fovea.serving;

import org.jspecify.annotations.NullMarked;
