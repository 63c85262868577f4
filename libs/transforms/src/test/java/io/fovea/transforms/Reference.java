package io.fovea.transforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Values that others computed: {@code reference.py} says how, from the same small pictures. */
public final class Reference {

    private static final JsonNode CASES = read().path("cases");

    private Reference() {}

    /** The picture that every case begins with, by its size. */
    public static Image picture(int height, int width) {
        byte[] pixels = new byte[height * width * 3];
        for (int i = 0; i < pixels.length; i++) {
            int x = i / 3 % width;
            int y = i / 3 / width;
            pixels[i] = (byte) (x * 31 + y * 17 + i % 3 * 53 + x * y * 3);
        }
        return new Image(height, width, 3, pixels);
    }

    /** The same as a PNG. */
    static byte[] png(int height, int width) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        byte[] pixels = picture(height, width).pixels();
        for (int i = 0; i < height * width; i++) {
            int rgb = (pixels[3 * i] & 0xff) << 16 | (pixels[3 * i + 1] & 0xff) << 8 | pixels[3 * i + 2] & 0xff;
            picture.setRGB(i % width, i / width, rgb);
        }
        return Pictures.encode(picture, "png");
    }

    /** What others made of it, in 0..255, not rounded. */
    public static double[] of(String name) {
        JsonNode values = CASES.path(name);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("There is no case " + name);
        }
        double[] numbers = new double[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values.get(i).asDouble();
        }
        return numbers;
    }

    /** The largest difference of a pixel. */
    public static double distance(byte[] pixels, double[] expected) {
        if (pixels.length != expected.length) {
            throw new AssertionError("Expected %d values, received %d.".formatted(expected.length, pixels.length));
        }
        double largest = 0;
        for (int i = 0; i < pixels.length; i++) {
            double clipped = Math.max(0, Math.min(255, expected[i]));
            largest = Math.max(largest, Math.abs((pixels[i] & 0xff) - clipped));
        }
        return largest;
    }

    private static JsonNode read() {
        try (InputStream in = Reference.class.getResourceAsStream("reference.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
