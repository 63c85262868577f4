/** What training makes small. */
@NullMarked
package io.fovea.cnn.losses;

import org.jspecify.annotations.NullMarked;
