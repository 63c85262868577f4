package io.fovea.datasets.compose;

import io.fovea.datasets.Box;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Digits side by side on one picture, and the box of each one's ink. */
final class HouseNumber {
    private static final int MARGIN = 12;
    private static final int MAX_GAP = 4;
    private static final int MAX_SHIFT = 4;
    private static final int INK = 64;

    private final BufferedImage picture;
    private final List<Box> boxes = new ArrayList<>();

    /** Lays the digits out at random: margins, gaps, and how much higher or lower each one stands. */
    HouseNumber(List<Digit> digits, RandomGenerator random) {
        int width = 2 * MARGIN
                + digits.stream().mapToInt(digit -> digit.width() + MAX_GAP).sum();
        int height = 2 * MARGIN + digits.stream().mapToInt(Digit::height).max().orElse(1) + 2 * MAX_SHIFT;
        picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int left = random.nextInt(2 * MARGIN);
        for (Digit digit : digits) {
            draw(digit, left, MARGIN + random.nextInt(2 * MAX_SHIFT + 1));
            left += digit.width() + random.nextInt(MAX_GAP + 1);
        }
    }

    BufferedImage picture() {
        return picture;
    }

    List<Box> boxes() {
        return boxes;
    }

    private void draw(Digit digit, int left, int top) {
        for (int y = 0; y < digit.height(); y++) {
            for (int x = 0; x < digit.width(); x++) {
                picture.setRGB(left + x, top + y, digit.pixels()[y * digit.width() + x] * 0x010101);
            }
        }
        boxes.add(new Box(left, top, digit.width(), digit.height(), digit.label()));
    }

    /** A digit without the empty edge around its ink; grey values from 0 to 255. */
    @SuppressWarnings("ArrayRecordComponent") // made here and read here
    record Digit(String label, int width, int height, int[] pixels) {

        static Digit of(String label, BufferedImage image) {
            int left = image.getWidth();
            int top = image.getHeight();
            int right = -1;
            int bottom = -1;
            for (int y = 0; y < image.getHeight(); y++) {
                for (int x = 0; x < image.getWidth(); x++) {
                    if (grey(image, x, y) >= INK) {
                        left = Math.min(left, x);
                        right = Math.max(right, x);
                        top = Math.min(top, y);
                        bottom = Math.max(bottom, y);
                    }
                }
            }
            return right < 0 ? new Digit(label, 1, 1, new int[1]) : cut(label, image, left, top, right, bottom);
        }

        private static Digit cut(String label, BufferedImage image, int left, int top, int right, int bottom) {
            int width = right - left + 1;
            int height = bottom - top + 1;
            int[] pixels = new int[width * height];
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = grey(image, left + i % width, top + i / width);
            }
            return new Digit(label, width, height, pixels);
        }

        /** Of the raster, since Java's conversion to RGB would brighten grey. */
        private static int grey(BufferedImage image, int x, int y) {
            return image.getRaster().getSample(x, y, 0);
        }
    }
}
