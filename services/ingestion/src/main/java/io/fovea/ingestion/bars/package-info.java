/** Bars over HTTP and from feeds. Start with {@link io.fovea.ingestion.bars.BarIngestion}. */
@NullMarked
package io.fovea.ingestion.bars;

import org.jspecify.annotations.NullMarked;
