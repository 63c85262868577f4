package io.fovea.cnn.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.fovea.cnn.FeaturePooling;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.InferenceModel;
import io.fovea.cnn.Options;
import io.fovea.cnn.architectures.Architectures;
import io.fovea.cnn.architectures.Backbone;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EdgeFiltersTest {
    @Test
    void shouldAnswerAFullStepWithEight() {
        // Given: dark on the left, light on the right, 4 x 4
        HostTensor step = HostTensor.float32(new long[] {1, 4, 4, 1}, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1);

        // When
        List<Plane> maps = EdgeFilters.maps(step);

        // Then: four rows of 0 * -1 + 0 * -1 + 1 * 1 + 1 * 1; its opposite is below 0; upright filters see nothing
        assertThat(maps).extracting(map -> map.at(0, 0)).containsExactly(8f, 0f, 0f, 0f);
    }

    @Test
    void shouldConvolveAsByHand() {
        // Given
        int height = 9;
        int width = 7;
        float[] pixels = new float[height * width];
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) random.nextDouble();
        }
        double[][] filters = {
            {-1, -1, 1, 1, -1, -1, 1, 1, -1, -1, 1, 1, -1, -1, 1, 1},
            {1, 1, -1, -1, 1, 1, -1, -1, 1, 1, -1, -1, 1, 1, -1, -1},
            {-1, -1, -1, -1, -1, -1, -1, -1, 1, 1, 1, 1, 1, 1, 1, 1},
            {1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1, -1}
        };

        // When
        List<Plane> maps = EdgeFilters.maps(HostTensor.float32(new long[] {1, height, width, 1}, pixels));

        // Then
        for (int f = 0; f < 4; f++) {
            assertThat(maps.get(f).rows()).isEqualTo(6);
            assertThat(maps.get(f).columns()).isEqualTo(4);
            for (int row = 0; row < 6; row++) {
                for (int column = 0; column < 4; column++) {
                    double sum = 0;
                    for (int i = 0; i < 16; i++) {
                        sum += filters[f][i] * pixels[(row + i / 4) * width + column + i % 4];
                    }
                    assertThat((double) maps.get(f).at(row, column)).isCloseTo(Math.max(0, sum), offset(1e-5));
                }
            }
        }
    }

    @Test
    void shouldBeABackboneOfFourMapsOnPixels() {
        // Given
        byte[] pixels = new byte[9 * 7];
        new SplittableRandom(5).nextBytes(pixels);
        float[] scaled = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            scaled[i] = (pixels[i] & 0xff) / 255f;
        }
        List<Plane> expected = EdgeFilters.maps(HostTensor.float32(new long[] {1, 9, 7, 1}, scaled));
        Backbone backbone = new Backbone(Architectures.named("edgefilters"), "edges", FeaturePooling.NONE);

        // When
        try (InferenceModel network = backbone.model(9, 7, 1).inference(Options.seed(1))) {
            HostTensor maps = network.predict(HostTensor.uint8(new long[] {1, 9, 7, 1}, pixels));

            // Then
            assertThat(maps.shape()).containsExactly(1, 6, 4, 4);
            List<Plane> planes = Plane.ofChannels(maps, 0, 4);
            for (int filter = 0; filter < 4; filter++) {
                assertThat(planes.get(filter).values())
                        .containsExactly(expected.get(filter).values(), offset(1e-4f));
            }
        }
    }

    @Test
    void shouldHaveTheParametersOfTheChapter() {
        assertThat(EdgeFilters.network(EdgeFilters.kernels().get(0), 20, 30).parameters())
                .isEqualTo(17);
    }

    @Test
    void shouldDrawTheImageTheFiltersAndWhatTheySee() {
        // Given
        HostTensor image = HostTensor.float32(new long[] {1, 28, 28, 1}, new float[28 * 28]);

        // When
        BufferedImage sheet = EdgeFilters.draw(image);

        // Then: five columns and two rows of 200 pixels
        assertThat(sheet.getWidth()).isEqualTo(5 * 200 + 4 * 8 + 2 * 12);
        assertThat(sheet.getHeight()).isGreaterThan(2 * 200).isLessThan(600);
    }
}
