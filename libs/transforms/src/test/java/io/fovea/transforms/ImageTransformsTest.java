package io.fovea.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.proto.inference.v1.Tensor;
import io.fovea.tensorcodec.TensorCodec;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class ImageTransformsTest {

    @Test
    void shouldMakeTensorOfEncodedImage() {
        // Given
        byte[] png = Pictures.encode(Pictures.digit(4), "png");

        try (ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults())) {
            // When
            Tensor tensor = ImageTransforms.tensor(decoder.decode(png, 1, 28, 28));

            // Then
            assertThat(tensor.getName()).isEqualTo("image");
            assertThat(TensorCodec.shape(tensor)).containsExactly(28, 28, 1);
            assertThat(TensorCodec.toBytes(tensor)).isEqualTo(Pictures.grey(Pictures.digit(4)));
        }
    }

    @Test
    void shouldResizeDecodedImageAsTheDecoderDoes() {
        // Given
        byte[] png = Pictures.encode(Pictures.gradient(50, 40, BufferedImage.TYPE_INT_RGB), "png");

        try (ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
                ImageResize resize = new ImageResize(32, 32)) {
            // When
            Image inSteps = resize.apply(decoder.decode(png, 3));

            // Then
            assertThat(inSteps.pixels())
                    .isEqualTo(decoder.decode(png, 3, 32, 32).pixels());
        }
    }
}
