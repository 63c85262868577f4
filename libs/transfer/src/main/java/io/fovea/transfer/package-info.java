/** Pretrained backbones. Open {@link io.fovea.transfer.PretrainedBackbone} first. */
@NullMarked
package io.fovea.transfer;

import org.jspecify.annotations.NullMarked;
