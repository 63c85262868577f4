/** Keras' networks on TensorFlow Java: open {@link io.fovea.cnn.Model} first, then {@link io.fovea.cnn.TrainableModel}. */
@NullMarked
package io.fovea.cnn;

import org.jspecify.annotations.NullMarked;
