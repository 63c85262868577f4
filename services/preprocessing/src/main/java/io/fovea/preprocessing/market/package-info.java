/** Bars become windows, in Kafka Streams. Start with {@link io.fovea.preprocessing.market.MarketTopology}. */
@NullMarked
package io.fovea.preprocessing.market;

import org.jspecify.annotations.NullMarked;
