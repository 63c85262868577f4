/** What the commands ask of a running platform: over HTTP to take images in, over Kafka for everything else. */
@NullMarked
package io.fovea.cli.client;

import org.jspecify.annotations.NullMarked;
