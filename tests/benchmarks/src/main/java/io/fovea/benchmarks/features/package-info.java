/** Features of pictures through Kafka, beside the backbone alone. */
@NullMarked
package io.fovea.benchmarks.features;

import org.jspecify.annotations.NullMarked;
