package io.fovea.transforms;

import io.fovea.proto.inference.v1.Tensor;
import io.fovea.tensorcodec.TensorCodec;

/** Pictures as tensors. */
public final class ImageTransforms {

    /** The name of the tensor that holds an image's pixels. */
    public static final String IMAGE = "image";

    private ImageTransforms() {}

    /** Pixels as a UINT8 tensor "image" {@code [height, width, channels]}. */
    public static Tensor tensor(Image image) {
        return TensorCodec.uint8(IMAGE, image.shape(), image.pixels());
    }
}
