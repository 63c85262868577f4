/** Search for hyper-parameters: random, and with bad trials stopped early. */
@NullMarked
package io.fovea.cnn.search;

import org.jspecify.annotations.NullMarked;
