/** The whole way through Kafka and the predictor, beside the engine alone. */
@NullMarked
package io.fovea.benchmarks.kafka;

import org.jspecify.annotations.NullMarked;
