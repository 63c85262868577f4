/** Programs that measure; each prints a table, and docs/BENCHMARKS.md says how to run it and what it gave. */
@NullMarked
package io.fovea.benchmarks;

import org.jspecify.annotations.NullMarked;
