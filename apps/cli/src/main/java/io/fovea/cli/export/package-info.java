/** Versions of the registry, written for other programs. */
@NullMarked
package io.fovea.cli.export;

import org.jspecify.annotations.NullMarked;
