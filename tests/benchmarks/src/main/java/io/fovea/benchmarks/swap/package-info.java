/** What a swap of models costs those who ask meanwhile. */
@NullMarked
package io.fovea.benchmarks.swap;

import org.jspecify.annotations.NullMarked;
