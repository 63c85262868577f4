/** The predictor beside a Kafka Streams topology with ONNX Runtime inside. */
@NullMarked
package io.fovea.benchmarks.streams;

import org.jspecify.annotations.NullMarked;
