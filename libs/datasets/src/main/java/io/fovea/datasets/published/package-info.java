/** Data sets that can be fetched: which there are, where, and their hashes. */
@NullMarked
package io.fovea.datasets.published;

import org.jspecify.annotations.NullMarked;
