@NullMarked
package io.fovea.benchmarks.images;

import org.jspecify.annotations.NullMarked;
