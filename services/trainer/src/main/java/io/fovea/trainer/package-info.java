/** Training jobs become model versions. Start with {@link io.fovea.trainer.Trainer}. */
@NullMarked
package io.fovea.trainer;

import org.jspecify.annotations.NullMarked;
