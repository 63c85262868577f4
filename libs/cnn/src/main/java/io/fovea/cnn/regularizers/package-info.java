/** What keeps weights small: penalties in the loss, and bounds after each step. */
@NullMarked
package io.fovea.cnn.regularizers;

import org.jspecify.annotations.NullMarked;
