/** Pictures with more bands than eyes see. */
@NullMarked
package io.fovea.datasets.tiff;

import org.jspecify.annotations.NullMarked;
