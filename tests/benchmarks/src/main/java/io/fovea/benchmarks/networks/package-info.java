/** Networks trained and asked, beside the same networks on other engines. */
@NullMarked
package io.fovea.benchmarks.networks;

import org.jspecify.annotations.NullMarked;
