@NullMarked
package io.fovea.benchmarks.networks;

import org.jspecify.annotations.NullMarked;
