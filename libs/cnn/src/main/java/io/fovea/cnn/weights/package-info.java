/** Files that weights are kept in. */
@NullMarked
package io.fovea.cnn.weights;

import org.jspecify.annotations.NullMarked;
