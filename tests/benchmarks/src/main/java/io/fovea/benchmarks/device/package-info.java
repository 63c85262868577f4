/** Training on a GPU beside the same training on the processor. */
@NullMarked
package io.fovea.benchmarks.device;

import org.jspecify.annotations.NullMarked;
