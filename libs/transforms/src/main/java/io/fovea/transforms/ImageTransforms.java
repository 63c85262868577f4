package io.fovea.transforms;

import io.fovea.proto.inference.v1.Tensor;
import io.fovea.tensorcodec.TensorCodec;

/** The ways from an encoded image to what a network takes. */
public final class ImageTransforms {

    /** The name of the tensor that holds an image's pixels. */
    public static final String IMAGE = "image";

    private ImageTransforms() {}

    /**
     * Encoded bytes to a UINT8 tensor "image" {@code [height, width, channels]}, resized bilinearly where the size differs.
     *
     * <p>Its {@code apply} throws {@link ImageRejectedException}; the decoder stays the caller's to close.
     */
    public static Transform<byte[], Tensor> pixels(ImageDecoder decoder, int height, int width, int channels) {
        Transform<byte[], Image> decoded = encoded -> decoder.decode(encoded, channels, height, width);
        return decoded.then(ImageTransforms::tensor);
    }

    /** Pixels as a UINT8 tensor "image" {@code [height, width, channels]}. */
    public static Tensor tensor(Image image) {
        return TensorCodec.uint8(IMAGE, image.shape(), image.pixels());
    }
}
