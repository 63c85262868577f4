/** What is in a data set; open {@link io.fovea.datasets.info.DatasetScan} first. */
@NullMarked
package io.fovea.datasets.info;

import org.jspecify.annotations.NullMarked;
