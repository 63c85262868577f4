@NullMarked
package io.fovea.embeddedkafka;

import org.jspecify.annotations.NullMarked;
