/** From a pipeline to a network, and from examples to its weights. */
@NullMarked
package io.fovea.trainer.training;

import org.jspecify.annotations.NullMarked;
