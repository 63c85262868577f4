package io.fovea.cli.photos;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.cnn.HostTensor;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** A picture file as a tensor. */
public final class Photo {

    private static final long MAX_PIXELS = 100_000_000;

    private Photo() {}

    /**
     * UINT8 {@code [1, height, width, channels]}, RGB or, for one channel, grey; resized by averaging, whatever its proportions.
     *
     * @throws CommandFailure where it is no picture that Java reads, or too large
     */
    public static HostTensor read(Path file, int height, int width, int channels) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure("There is no file " + file + ".");
        }
        BufferedImage image = decode(file);
        int type = channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
        var resized = new BufferedImage(width, height, type);
        Graphics2D graphics = resized.createGraphics();
        boolean same = image.getWidth() == width && image.getHeight() == height;
        Image scaled = same ? image : image.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING);
        graphics.drawImage(scaled, 0, 0, null);
        graphics.dispose();
        return HostTensor.uint8(new long[] {1, height, width, channels}, pixels(resized, channels));
    }

    /** Looks at the size before the pixels. */
    private static BufferedImage decode(Path file) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new CommandFailure("The file " + file + " is no picture: PNG, JPEG, GIF and BMP are read.");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                if (pixels > MAX_PIXELS) {
                    throw new CommandFailure(
                            "The picture %s has %d pixels, more than %d.".formatted(file, pixels, MAX_PIXELS));
                }
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new CommandFailure("The picture %s is broken: %s.".formatted(file, e.getMessage()), e);
        }
    }

    private static byte[] pixels(BufferedImage image, int channels) {
        byte[] pixels = new byte[image.getWidth() * image.getHeight() * channels];
        int[] sample = new int[4];
        int next = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.getRaster().getPixel(x, y, sample);
                for (int channel = 0; channel < channels; channel++) {
                    pixels[next++] = (byte) sample[channel];
                }
            }
        }
        return pixels;
    }
}
