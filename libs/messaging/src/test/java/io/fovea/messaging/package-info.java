@NullMarked
package io.fovea.messaging;

import org.jspecify.annotations.NullMarked;
