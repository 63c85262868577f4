/** Search for hyper-parameters of a pipeline, in this process. */
@NullMarked
package io.fovea.cli.search;

import org.jspecify.annotations.NullMarked;
