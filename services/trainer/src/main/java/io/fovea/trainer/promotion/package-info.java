/** Whether a new version goes live by itself. */
@NullMarked
package io.fovea.trainer.promotion;

import org.jspecify.annotations.NullMarked;
