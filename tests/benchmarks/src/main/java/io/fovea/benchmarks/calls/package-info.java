/** Callers over HTTP and gRPC beside the engine alone. */
@NullMarked
package io.fovea.benchmarks.calls;

import org.jspecify.annotations.NullMarked;
