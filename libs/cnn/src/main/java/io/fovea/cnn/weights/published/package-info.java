/** Weights that keras.applications publishes: which there are, where, and a cache that fetches and checks them. */
@NullMarked
package io.fovea.cnn.weights.published;

import org.jspecify.annotations.NullMarked;
