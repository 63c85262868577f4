/** Topics, headers, rejections, and the one class that turns a batch into outputs and offsets exactly once. */
@NullMarked
package io.fovea.messaging;

import org.jspecify.annotations.NullMarked;
