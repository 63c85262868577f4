package io.fovea.transforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes are, the answer is pixels within the limits or a rejection, and the process lives on. */
class BrokenImagesTest {

    /** Of each format; the decoders' libraries write a line to stderr for many of them, so a build does few. */
    private static final int TRIES = Integer.getInteger("fovea.transforms.broken-images", 300);

    private static final ImageLimits LIMITS = new ImageLimits(1 << 20, 250_000);

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp"})
    void shouldSurviveFlippedAndMissingBytes(String format) {
        // Given
        List<byte[]> images = List.of(
                Pictures.encode(Pictures.digit(1), format),
                Pictures.encode(Pictures.gradient(64, 48, BufferedImage.TYPE_INT_RGB), format));
        SplittableRandom random = new SplittableRandom(format.hashCode());

        // When
        int decoded = 0;
        try (ImageDecoder decoder = new ImageDecoder(LIMITS)) {
            for (int i = 0; i < TRIES; i++) {
                byte[] broken = broken(images.get(i % 2), random);
                decoded += decodes(decoder, broken, 1 + 2 * random.nextInt(2)) ? 1 : 0;
            }
        }

        // Then
        assertThat(decoded).isBetween(1, TRIES - 1); // both happen
    }

    @Test
    void shouldNotGrowWithBrokenImages() throws IOException {
        // Given
        byte[] photo = Pictures.encode(Pictures.gradient(400, 600, BufferedImage.TYPE_INT_RGB), "jpg");
        SplittableRandom random = new SplittableRandom(1);
        try (ImageDecoder decoder = new ImageDecoder(LIMITS)) {
            decodeBroken(decoder, photo, random, 100);
            long before = residentMegabytes();

            // When
            decodeBroken(decoder, photo, random, 500); // 720 kB of pixels each: 360 MB if they stayed

            // Then
            assertThat(residentMegabytes() - before).isLessThan(150);
        }
    }

    private static void decodeBroken(ImageDecoder decoder, byte[] image, SplittableRandom random, int times) {
        for (int i = 0; i < times; i++) {
            decodes(decoder, broken(image, random), 3);
        }
    }

    private static boolean decodes(ImageDecoder decoder, byte[] encoded, int channels) {
        try {
            Image image = decoder.decode(encoded, channels);
            assertThat((long) image.height() * image.width()).isLessThanOrEqualTo(LIMITS.maxPixels());
            return true;
        } catch (ImageRejectedException e) {
            assertThat(e.explanation()).endsWith(".").hasSizeLessThan(400);
            return false;
        }
    }

    /** Cut off somewhere, or with a few bytes changed, or both; a PNG mostly so that its checksums do not tell. */
    private static byte[] broken(byte[] image, SplittableRandom random) {
        boolean cut = random.nextInt(3) == 0;
        byte[] broken = Arrays.copyOf(image, cut ? random.nextInt(image.length) : image.length);
        int flips = broken.length == 0 || (cut && random.nextBoolean()) ? 0 : 1 + random.nextInt(4);
        for (int i = 0; i < flips; i++) {
            int where = random.nextInt(random.nextBoolean() ? broken.length : Math.min(broken.length, 64));
            broken[where] = (byte) random.nextInt(256);
        }
        return random.nextInt(4) == 0 ? broken : Pictures.withRightChecksums(broken);
    }

    /** Linux says; elsewhere 0, which proves nothing. */
    private static long residentMegabytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
