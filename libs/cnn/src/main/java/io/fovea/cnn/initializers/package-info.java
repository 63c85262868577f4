/** Where weights start; the same seed gives the same values, whatever else the model holds. */
@NullMarked
package io.fovea.cnn.initializers;

import org.jspecify.annotations.NullMarked;
