package io.fovea.endtoend;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Square pictures of noise around a colour, which is their class: easy to tell apart, and no two alike. */
final class Splashes {
    private static final int NOISE = 56;

    private final int classes;
    private final int size;
    private final Random random = new Random(5);

    Splashes(int classes, int size) {
        this.classes = classes;
        this.size = size;
    }

    byte[] png(int label) throws IOException {
        byte[] planes = planes(label);
        BufferedImage picture = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < size * size; i++) {
            int red = planes[i] & 0xff;
            int green = planes[size * size + i] & 0xff;
            int blue = planes[2 * size * size + i] & 0xff;
            picture.setRGB(i % size, i / size, red << 16 | green << 8 | blue);
        }
        var png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        return png.toByteArray();
    }

    /** Pixels {@code [3, size, size]}. */
    byte[] planes(int label) {
        Color colour = Color.getHSBColor((float) label / classes, 0.8f, 0.75f);
        int[] channels = {colour.getRed(), colour.getGreen(), colour.getBlue()};
        byte[] planes = new byte[3 * size * size];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = (byte) (channels[i / (size * size)] + random.nextInt(NOISE)); // at most 191 + 55
        }
        return planes;
    }
}
