/** Keras' optimizers; the learning rate is fed at every step. */
@NullMarked
package io.fovea.cnn.optimizers;

import org.jspecify.annotations.NullMarked;
