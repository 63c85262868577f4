/** Examples as batches that a model is fed. */
@NullMarked
package io.fovea.cnn.data;

import org.jspecify.annotations.NullMarked;
