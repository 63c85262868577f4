package io.fovea.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DecodeAllTest {

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

    @AfterEach
    void close() {
        decoder.close();
    }

    @Test
    void shouldGiveWhatDecodingOneByOneGives() {
        // Given
        List<byte[]> images = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            images.add(Pictures.encode(
                    Pictures.digit(i), List.of("png", "jpg", "gif", "bmp").get(i % 7 % 4)));
        }
        images.add(5, Pictures.encode(Pictures.gradient(40, 60, BufferedImage.TYPE_INT_RGB), "png"));

        // When
        List<Decoded> decoded = decoder.decodeAll(images, 3, 28, 28);

        // Then
        assertThat(decoded).hasSameSizeAs(images);
        for (int i = 0; i < images.size(); i++) {
            assertThat(pixels(decoded.get(i)))
                    .isEqualTo(decoder.decode(images.get(i), 3, 28, 28).pixels());
        }
    }

    @Test
    void shouldRejectBrokenImagesOnly() {
        // Given
        List<byte[]> images = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            byte[] png = Pictures.encode(Pictures.digit(i), "png");
            images.add(i % 10 == 3 ? Arrays.copyOf(png, i == 13 ? 0 : 60) : png);
        }

        // When
        List<Decoded> decoded = decoder.decodeAll(images, 1, 28, 28);

        // Then
        for (int i = 0; i < 40; i++) {
            if (i % 10 == 3) {
                assertThat(decoded.get(i)).isInstanceOf(Decoded.Rejected.class);
            } else {
                assertThat(pixels(decoded.get(i))).isEqualTo(Pictures.grey(Pictures.digit(i)));
            }
        }
    }

    @Test
    void shouldTakeNoImages() {
        // When / Then
        assertThat(decoder.decodeAll(List.of(), 1, 28, 28)).isEmpty();
    }

    private static byte[] pixels(Decoded decoded) {
        return ((Decoded.Pixels) decoded).image().pixels();
    }
}
