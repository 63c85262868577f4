/** What is measured, in processes of its own, so that the work of one is not counted as another's. */
@NullMarked
package io.fovea.benchmarks.processes;

import org.jspecify.annotations.NullMarked;
