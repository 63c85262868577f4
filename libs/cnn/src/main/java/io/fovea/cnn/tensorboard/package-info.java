/** Event files that TensorBoard reads: scalars, histograms and pictures by step. */
@NullMarked
package io.fovea.cnn.tensorboard;

import org.jspecify.annotations.NullMarked;
