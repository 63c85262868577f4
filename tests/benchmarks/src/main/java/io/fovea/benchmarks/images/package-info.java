/** Transfer learning on images: a head on kept features beside the whole network. */
@NullMarked
package io.fovea.benchmarks.images;

import org.jspecify.annotations.NullMarked;
