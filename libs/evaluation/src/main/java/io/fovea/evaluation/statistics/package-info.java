/** Ranks, and means of series whose elements hang together. */
@NullMarked
package io.fovea.evaluation.statistics;

import org.jspecify.annotations.NullMarked;
