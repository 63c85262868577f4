/** Networks that a predictor serves, and the same ones in a bare loop. */
@NullMarked
package io.fovea.benchmarks.served;

import org.jspecify.annotations.NullMarked;
