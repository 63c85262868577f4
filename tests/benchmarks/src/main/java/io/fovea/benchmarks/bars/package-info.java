/** What the way of a bar costs. */
@NullMarked
package io.fovea.benchmarks.bars;

import org.jspecify.annotations.NullMarked;
