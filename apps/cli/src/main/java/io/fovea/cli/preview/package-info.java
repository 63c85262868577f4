/** What a pipeline's network will see of a data set. */
@NullMarked
package io.fovea.cli.preview;

import org.jspecify.annotations.NullMarked;
