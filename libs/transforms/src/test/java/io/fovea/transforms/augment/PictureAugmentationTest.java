package io.fovea.transforms.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fovea.pipeline.AugmentSpec;
import io.fovea.pipeline.ImageInput;
import io.fovea.transforms.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PictureAugmentationTest {

    private static final ImageInput INPUT = new ImageInput(3, 7, 9);
    private static final int SIZE = 7 * 9 * 3;
    private static final List<AugmentSpec> EVERYTHING = List.of(
            new AugmentSpec.Shift(0.2),
            new AugmentSpec.Flip(true, true),
            new AugmentSpec.Rotate(15),
            new AugmentSpec.Zoom(0.2),
            new AugmentSpec.RandomCrop(2),
            new AugmentSpec.Brightness(0.1),
            new AugmentSpec.Contrast(0.3),
            new AugmentSpec.Saturation(0.4),
            new AugmentSpec.Hue(0.1),
            new AugmentSpec.Cutout(3));

    @Test
    void shouldGiveTheSamePictureForTheSameSeedAndRecordWhateverTheBatch() {
        try (var augmentation = new PictureAugmentation(EVERYTHING, INPUT)) {
            // Given
            byte[] pictures = noise(33);
            long[] keys = keys(33);

            // When
            byte[] together = augmentation.augmented(pictures, 5, keys);

            // Then
            for (int i = 0; i < 33; i++) {
                byte[] alone = augmentation.augmented(picture(pictures, i), 5, new long[] {keys[i]});
                assertThat(alone).as("picture %d", i).isEqualTo(picture(together, i));
            }
            assertThat(augmentation.augmented(pictures, 6, keys)).isNotEqualTo(together);
        }
    }

    @Test
    void shouldMixEachPictureWithAPartnerThatIsChangedAsByItself() {
        // Given
        List<AugmentSpec> specs = List.of(new AugmentSpec.Flip(true, false), new AugmentSpec.Mixup(0.4));
        try (var augmentation = new PictureAugmentation(specs, INPUT)) {
            byte[] own = noise(8);
            byte[] partners = Arrays.copyOfRange(noise(16), 8 * SIZE, 16 * SIZE);
            long[] keys = keys(8);
            long[] partnerKeys = Arrays.copyOfRange(keys(16), 8, 16);

            // When
            Mixed mixed = augmentation.mixed(own, partners, 5, keys, partnerKeys);

            // Then
            byte[] changed = augmentation.augmented(own, 5, keys);
            byte[] changedPartners = augmentation.augmented(partners, 5, partnerKeys);
            for (int i = 0; i < own.length; i++) {
                double share = mixed.shares()[i / SIZE];
                double expected = share * (changed[i] & 0xff) + (1 - share) * (changedPartners[i] & 0xff);
                assertThat((double) (mixed.pixels()[i] & 0xff)).isCloseTo(expected, within(0.51));
            }
        }
    }

    @Test
    void shouldMixLabelsByTheShareOfPixelsThatCutmixLeaves() {
        try (var augmentation = new PictureAugmentation(List.of(new AugmentSpec.Cutmix(1)), INPUT)) {
            // Given
            byte[] black = new byte[20 * SIZE];
            byte[] white = new byte[20 * SIZE];
            Arrays.fill(white, (byte) 255);

            // When
            Mixed mixed = augmentation.mixed(black, white, 3, keys(20), keys(20));

            // Then
            for (int i = 0; i < 20; i++) {
                long own = 0;
                for (byte value : picture(mixed.pixels(), i)) {
                    own += value == 0 ? 1 : 0;
                }
                assertThat((double) mixed.shares()[i]).isCloseTo((double) own / SIZE, within(1e-6));
            }
            assertThat(mixed.shares())
                    .satisfies(shares -> assertThat(shares).contains(shares[0]))
                    .isNotEmpty();
        }
    }

    /** Beta(a, a) has mean 1/2 and variance 1 / (4 (2 a + 1)). */
    @Test
    void shouldDrawSharesFromBeta() {
        for (double alpha : new double[] {0.05, 0.2, 1}) {
            SplittableRandom random = new SplittableRandom(1);
            double[] draws = random.doubles(20_000)
                    .map(unused -> Draws.beta(random, alpha))
                    .toArray();
            double mean = Arrays.stream(draws).average().orElseThrow();
            double variance = Arrays.stream(draws)
                    .map(draw -> (draw - mean) * (draw - mean))
                    .average()
                    .orElseThrow();
            assertThat(mean).isCloseTo(0.5, within(0.01));
            assertThat(variance).isCloseTo(1 / (4 * (2 * alpha + 1)), within(0.005));
        }
    }

    @Test
    void shouldShiftByWholePixelsAndRepeatTheEdge() {
        // Given
        ImageInput row = new ImageInput(1, 1, 8);
        byte[] pixels = {10, 20, 30, 40, 50, 60, 70, 80};
        try (var augmentation = new PictureAugmentation(List.of(new AugmentSpec.Shift(0.25)), row)) {
            for (long key = 0; key < 50; key++) {
                // When
                byte[] shifted = augmentation.augmented(pixels, 1, new long[] {key});

                // Then
                int right = (30 - shifted[2]) / 10;
                for (int x = 0; x < 8; x++) {
                    assertThat(shifted[x]).isEqualTo(pixels[Math.max(0, Math.min(7, x - right))]);
                }
            }
        }
    }

    @Test
    void shouldCutOutASquareOfTheMeanColour() {
        // Given
        ImageInput grey = new ImageInput(1, 16, 16);
        byte[] pixels = new byte[256];
        for (int i = 0; i < 256; i++) {
            pixels[i] = (byte) (i % 2 * 200);
        }
        try (var augmentation = new PictureAugmentation(List.of(new AugmentSpec.Cutout(6)), grey)) {
            // When
            byte[] cut = augmentation.augmented(pixels, 1, new long[] {7});

            // Then
            long covered = 0;
            for (byte value : cut) {
                covered += value == 100 ? 1 : 0;
            }
            assertThat(covered).isBetween(9L, 36L);
        }
    }

    @Test
    void shouldSayWhatBatchItExpects() {
        try (var augmentation = new PictureAugmentation(List.of(new AugmentSpec.Hue(0.1)), INPUT)) {
            assertThatThrownBy(() -> augmentation.augmented(new byte[5], 1, new long[] {1}))
                    .hasMessage("Expected 1 pictures of 189 bytes, received 5 bytes.");
        }
    }

    private static byte[] noise(int pictures) {
        byte[] pixels = new byte[pictures * SIZE];
        new SplittableRandom(4).nextBytes(pixels);
        System.arraycopy(Reference.picture(7, 9).pixels(), 0, pixels, 0, SIZE);
        return pixels;
    }

    private static long[] keys(int records) {
        long[] keys = new long[records];
        Arrays.setAll(keys, i -> Draws.key("record-" + i));
        return keys;
    }

    private static byte[] picture(byte[] pictures, int i) {
        return Arrays.copyOfRange(pictures, i * SIZE, (i + 1) * SIZE);
    }
}
