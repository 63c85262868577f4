/** Readers of data sets as people have them. Open {@link io.fovea.datasets.Datasets} first. */
@NullMarked
package io.fovea.datasets;

import org.jspecify.annotations.NullMarked;
