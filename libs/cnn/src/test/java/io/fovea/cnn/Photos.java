package io.fovea.cnn;

import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.tensorflow.ndarray.Shape;

/** Pictures as RGB tensors of one example. */
public final class Photos {
    private Photos() {}

    /** UINT8 {@code [1, height, width, 3]}, resized by averaging whatever its proportions. */
    public static HostTensor read(Path file, int height, int width) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return HostTensor.uint8(new long[] {1, height, width, 3}, pixels(in, height, width));
        }
    }

    /** RGB, row-major. */
    public static byte[] pixels(InputStream encoded, int height, int width) throws IOException {
        BufferedImage image = ImageIO.read(encoded);
        BufferedImage resized = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = resized.createGraphics();
        boolean same = image.getWidth() == width && image.getHeight() == height;
        Image scaled = same ? image : image.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING);
        graphics.drawImage(scaled, 0, 0, null);
        graphics.dispose();
        byte[] pixels = new byte[Math.toIntExact(Shape.of(height, width, 3).size())];
        for (int i = 0; i < height * width; i++) {
            int rgb = resized.getRGB(i % width, i / width);
            pixels[3 * i] = (byte) (rgb >> 16);
            pixels[3 * i + 1] = (byte) (rgb >> 8);
            pixels[3 * i + 2] = (byte) rgb;
        }
        return pixels;
    }
}
