/** Transfer learning without a pipeline file. */
@NullMarked
package io.fovea.cli.learn;

import org.jspecify.annotations.NullMarked;
