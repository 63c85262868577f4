/** Keras' layers, with its names, defaults, shapes and weight order. */
@NullMarked
package io.fovea.cnn.layers;

import org.jspecify.annotations.NullMarked;
