/** A market pipeline from its file to its signals. */
@NullMarked
package io.fovea.cli.market;

import org.jspecify.annotations.NullMarked;
