/** Batch normalization taken into the kernel before it, for inference. */
@NullMarked
package io.fovea.cnn.folding;

import org.jspecify.annotations.NullMarked;
