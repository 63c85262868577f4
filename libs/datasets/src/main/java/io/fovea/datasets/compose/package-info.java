/** Data sets that are made of others; open {@link io.fovea.datasets.compose.HouseNumbers} first. */
@NullMarked
package io.fovea.datasets.compose;

import org.jspecify.annotations.NullMarked;
