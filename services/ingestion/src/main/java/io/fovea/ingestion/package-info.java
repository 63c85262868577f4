/** Images come in over HTTP and leave as Kafka records, each once. Start with {@link io.fovea.ingestion.Ingestion}. */
@NullMarked
package io.fovea.ingestion;

import org.jspecify.annotations.NullMarked;
