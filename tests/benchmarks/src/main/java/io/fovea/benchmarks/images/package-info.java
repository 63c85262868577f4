/** What it costs to make pixels of an encoded image. */
@NullMarked
package io.fovea.benchmarks.images;

import org.jspecify.annotations.NullMarked;
