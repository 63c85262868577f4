/** Wire tensors to arrays and back: datatype, shape, byte order. Open {@link io.fovea.tensorcodec.TensorCodec} first. */
@NullMarked
package io.fovea.tensorcodec;

import org.jspecify.annotations.NullMarked;
