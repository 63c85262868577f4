/** Bars between sources and records. Start with {@link io.fovea.market.BarReader}. */
@NullMarked
package io.fovea.market;

import org.jspecify.annotations.NullMarked;
