/** What {@code fovea explain} draws, and of which networks. */
@NullMarked
package io.fovea.cli.explain;

import org.jspecify.annotations.NullMarked;
