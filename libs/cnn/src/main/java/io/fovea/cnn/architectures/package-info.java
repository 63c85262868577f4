/** Published networks, each a file that reads like its paper's table. */
@NullMarked
package io.fovea.cnn.architectures;

import org.jspecify.annotations.NullMarked;
