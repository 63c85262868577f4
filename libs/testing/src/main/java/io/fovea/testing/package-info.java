/** What tests of several modules stand on: {@link io.fovea.testing.BrokerFolder} first. */
@NullMarked
package io.fovea.testing;

import org.jspecify.annotations.NullMarked;
