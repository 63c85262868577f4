/** Photos that a network names. */
@NullMarked
package io.fovea.cli.photos;

import org.jspecify.annotations.NullMarked;
