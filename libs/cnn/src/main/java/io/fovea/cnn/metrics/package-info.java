/** What tells how good a model's outputs are: computed on the host, over whole data sets, and exactly. */
@NullMarked
package io.fovea.cnn.metrics;

import org.jspecify.annotations.NullMarked;
