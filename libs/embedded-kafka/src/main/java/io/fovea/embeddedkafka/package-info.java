/** A Kafka broker inside the JVM. */
@NullMarked
package io.fovea.embeddedkafka;

import org.jspecify.annotations.NullMarked;
