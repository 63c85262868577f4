/** Trains again when what comes in is no longer like what was trained on. */
@NullMarked
package io.fovea.trainer.retraining;

import org.jspecify.annotations.NullMarked;
