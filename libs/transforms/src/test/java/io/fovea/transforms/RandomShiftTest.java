package io.fovea.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomShiftTest {

    @Test
    void shouldGiveTheSamePictureForTheSameSeed() {
        // Given
        RandomShift shift = new RandomShift(0.3);
        byte[] one = numbered(10, 10, 3);
        byte[] other = numbered(10, 10, 3);

        // When
        shift.apply(one, 10, 10, 3, new SplittableRandom(5));
        shift.apply(other, 10, 10, 3, new SplittableRandom(5));

        // Then
        assertThat(one).isEqualTo(other).isNotEqualTo(numbered(10, 10, 3));
    }

    @Test
    void shouldMoveByEveryWholeNumberUpToTheFraction() {
        // Given
        RandomShift shift = new RandomShift(0.25);
        SplittableRandom random = new SplittableRandom(1);
        Set<List<Integer>> moves = new HashSet<>();

        // When
        for (int i = 0; i < 500; i++) {
            byte[] pixels = new byte[8 * 8];
            pixels[3 * 8 + 4] = 1;
            shift.apply(pixels, 8, 8, 1, random);
            int at = indexOfOne(pixels);
            moves.add(List.of(at / 8 - 3, at % 8 - 4));
        }

        // Then
        assertThat(moves).hasSize(25).allMatch(move -> Math.abs(move.get(0)) <= 2 && Math.abs(move.get(1)) <= 2);
    }

    @ParameterizedTest
    @CsvSource({"0.04,1", "0.1,2", "0.035,0"}) // of 28 pixels, rounded down
    void shouldMoveDigitByWholePixels(double fraction, int most) {
        // Given
        RandomShift shift = new RandomShift(fraction);
        SplittableRandom random = new SplittableRandom(1);
        int farthest = 0;

        // When
        for (int i = 0; i < 200; i++) {
            byte[] pixels = new byte[28 * 28];
            pixels[14 * 28 + 14] = 1;
            shift.apply(pixels, 28, 28, 1, random);
            farthest = Math.max(farthest, Math.abs(indexOfOne(pixels) / 28 - 14));
        }

        // Then
        assertThat(farthest).isEqualTo(most);
    }

    @Test
    void shouldRepeatTheEdge() {
        // Given
        byte[] pixels = numbered(4, 4, 2);
        byte[] before = pixels.clone();
        SplittableRandom random = new SplittableRandom(3);
        SplittableRandom same = new SplittableRandom(3);
        int down = same.nextInt(-2, 3);
        int right = same.nextInt(-2, 3);

        // When
        new RandomShift(0.5).apply(pixels, 4, 4, 2, random);

        // Then
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 8; x++) {
                int fromY = Math.min(3, Math.max(0, y - down));
                int fromX = Math.min(3, Math.max(0, x / 2 - right));
                assertThat(pixels[y * 8 + x]).isEqualTo(before[fromY * 8 + fromX * 2 + x % 2]);
            }
        }
    }

    @Test
    void shouldTouchOnePictureOfBatchOnly() {
        // Given
        byte[] batch = numbered(12, 4, 1); // three pictures [4, 4, 1]
        byte[] before = batch.clone();

        // When
        new RandomShift(0.9).apply(batch, 16, 4, 4, 1, new SplittableRandom(2));

        // Then
        assertThat(batch).startsWith(Arrays.copyOf(before, 16)).endsWith(Arrays.copyOfRange(before, 32, 48));
        assertThat(batch).isNotEqualTo(before);
    }

    @Test
    void shouldRefuseFractionOfOne() {
        // When / Then
        assertThatThrownBy(() -> new RandomShift(1)).hasMessage("Expected a fraction from 0, below 1, received 1.0.");
    }

    private static byte[] numbered(int height, int width, int channels) {
        byte[] pixels = new byte[height * width * channels];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        return pixels;
    }

    private static int indexOfOne(byte[] pixels) {
        for (int i = 0; i < pixels.length; i++) {
            if (pixels[i] == 1) {
                return i;
            }
        }
        throw new AssertionError("It moved out of the picture.");
    }
}
