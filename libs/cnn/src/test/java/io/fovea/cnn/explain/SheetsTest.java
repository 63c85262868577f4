package io.fovea.cnn.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.fovea.cnn.HostTensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SheetsTest {
    @Test
    void shouldShowFiltersInTheirColours() {
        // Given: 1 x 1 filters of red, green, blue: the first only red, the second only blue
        HostTensor kernel = HostTensor.float32(new long[] {1, 1, 3, 2}, 2, 0, 0, 0, 0, 1);

        // When
        BufferedImage rgb = new FilterSheet("conv", kernel).draw();
        BufferedImage bgr =
                new FilterSheet("conv", kernel).order(ChannelOrder.BGR).draw();

        // Then: 0 is mid-grey, 2 the brightest
        assertThat(rgb.getRGB(30, 50) & 0xffffff).isEqualTo(0xff8080);
        assertThat(rgb.getRGB(30 + 56, 50) & 0xffffff).isEqualTo(0x8080bf);
        assertThat(bgr.getRGB(30, 50) & 0xffffff).isEqualTo(0x8080ff);
    }

    @Test
    void shouldUseAScaleForEachFilterWhenAsked() {
        // Given
        HostTensor kernel = HostTensor.float32(new long[] {1, 1, 3, 2}, 2, 0, 0, 0, 0, 1);

        // When
        BufferedImage each =
                new FilterSheet("conv", kernel).scaling(Scaling.EACH).draw();

        // Then
        assertThat(each.getRGB(30 + 56, 50) & 0xffffff).isEqualTo(0x8080ff);
    }

    @Test
    void shouldShowEveryChannelOfALayer() {
        // Given: channel 0 is 0, channel 1 is 1 everywhere
        HostTensor maps = HostTensor.float32(new long[] {1, 2, 2, 2}, 0, 1, 0, 1, 0, 1, 0, 1);
        BufferedImage input = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);

        // When
        BufferedImage sheet = new ActivationSheet("conv", input, maps).draw();

        // Then
        assertThat(sheet.getRGB(12 + 120 + 50, 80) & 0xffffff).isEqualTo(ColourMap.HEAT.rgb(0));
        assertThat(sheet.getRGB(12 + 240 + 50, 80) & 0xffffff).isEqualTo(ColourMap.HEAT.rgb(1));
    }

    @Test
    void shouldLeaveThePictureInGreyWhereNothingIsHot() {
        // Given: the right half is hot
        BufferedImage picture = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64; i++) {
            picture.setRGB(i % 8, i / 8, 0x00ff00);
        }

        // When
        BufferedImage overlay = Pictures.overlay(picture, new Plane(1, 2, new float[] {0, 3}), new Scale(0, 3));

        // Then
        assertThat(overlay.getRGB(0, 4) & 0xffffff).isEqualTo(0x969696);
        assertThat(overlay.getRGB(7, 4) & 0xff0000).isGreaterThan(0xe00000);
    }

    @Test
    void shouldStretchAMapBetweenTheMiddlesOfItsPlaces() {
        // When
        Plane stretched = new Plane(1, 2, new float[] {0, 1}).resized(1, 4);

        // Then: as TensorFlow resizes with half-pixel centres
        assertThat(stretched.values()).containsExactly(new float[] {0, 0.25f, 0.75f, 1}, offset(1e-6f));
    }

    @Test
    void shouldWriteAPngThatCanBeRead(@TempDir Path folder) throws IOException {
        // Given
        BufferedImage sheet = new HeatMapSheet("seven", new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB))
                .gradCam(new Plane(2, 2, new float[] {0, 1, 2, 3}), "Grad-CAM")
                .saliency(new Plane(28, 28, new float[28 * 28]), "saliency")
                .draw();

        // When
        Pictures.writePng(sheet, folder.resolve("seven.png"));

        // Then
        BufferedImage read = ImageIO.read(folder.resolve("seven.png").toFile());
        assertThat(read.getWidth()).isEqualTo(sheet.getWidth()).isEqualTo(2 * 12 + 3 * 224 + 2 * 8);
        assertThat(read.getRGB(2, 2)).isEqualTo(sheet.getRGB(2, 2)).isEqualTo(0xffffffff);
    }

    @Test
    void shouldSayWhatATensorMustLookLike() {
        HostTensor vector = HostTensor.float32(new long[] {3}, 1, 2, 3);
        assertThatThrownBy(() -> new FilterSheet("dense", vector))
                .hasMessage("Expected a tensor of 4 axes, received FLOAT32[3].");
        assertThatThrownBy(() -> new Plane(2, 2, new float[3])).hasMessage("Expected 2 x 2 values, received 3.");
        assertThatThrownBy(() -> new Scale(1, 1)).hasMessageStartingWith("Expected low below high");
        assertThatThrownBy(() -> new Sheet("", List.of(), 1)).hasMessageStartingWith("Expected pictures and columns");
    }
}
