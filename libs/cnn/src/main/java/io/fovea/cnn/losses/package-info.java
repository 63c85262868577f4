/** What training makes small: Keras' losses, with its names, definitions and means; on logits unless told otherwise. */
@NullMarked
package io.fovea.cnn.losses;

import org.jspecify.annotations.NullMarked;
