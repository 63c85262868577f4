package io.fovea.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.proto.inference.v1.Tensor;
import io.fovea.tensorcodec.TensorCodec;
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
}
