package io.fovea.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngTest {

    @ParameterizedTest
    @CsvSource({"28,28", "1,1", "1,65534", "256,255", "300,700"}) // below, at and above one stored block
    void shouldBeReadByOthers(int height, int width) throws IOException {
        // Given
        byte[] pixels = new byte[height * width];
        new SplittableRandom(1).nextBytes(pixels);

        // When
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(Png.grey(height, width, pixels)));

        // Then
        int[] samples = image.getRaster().getSamples(0, 0, width, height, 0, (int[]) null);
        assertThat(image.getRaster().getNumBands()).isEqualTo(1);
        byte[] read = new byte[samples.length];
        for (int i = 0; i < samples.length; i++) {
            read[i] = (byte) samples[i];
        }
        assertThat(read).isEqualTo(pixels);
    }
}
