/** Bars become windows of returns. Start with {@link io.fovea.transforms.market.InstrumentWindows}. */
@NullMarked
package io.fovea.transforms.market;

import org.jspecify.annotations.NullMarked;
