/** Raw input to tensors, one code path for training and serving. Open {@link io.fovea.transforms.ImageDecoder} first. */
@NullMarked
package io.fovea.transforms;

import org.jspecify.annotations.NullMarked;
