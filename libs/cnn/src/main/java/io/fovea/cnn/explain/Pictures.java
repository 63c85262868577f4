package io.fovea.cnn.explain;

import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Numbers as pictures, a pixel for each place, and those pictures larger or laid over each other. */
public final class Pictures {
    private static final double MOST_COVER = 0.8;

    private Pictures() {}

    /**
     * An input of a network as people see it.
     *
     * @param batch {@code [batch, height, width, channels]}: UINT8 as it is, FLOAT32 from its lowest value (black) to its
     *     highest (white); three channels are red, green and blue, of any other number the first is shown in grey
     */
    public static BufferedImage input(HostTensor batch, int example) {
        int channels = (int) batch.shape()[3];
        HostTensor floats = batch.dtype() == DType.UINT8 ? floats(batch) : batch;
        List<Plane> planes = Plane.ofChannels(floats, example, channels == 3 ? 3 : 1);
        return colours(planes, batch.dtype() == DType.UINT8 ? new Scale(0, 255) : range(planes));
    }

    private static HostTensor floats(HostTensor pixels) {
        float[] values = new float[pixels.contents().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = pixels.contents()[i] & 0xff;
        }
        return HostTensor.float32(pixels.shape(), values);
    }

    private static Scale range(List<Plane> planes) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Plane plane : planes) {
            low = Math.min(low, plane.quantile(0));
            high = Math.max(high, plane.quantile(1));
        }
        return high > low ? new Scale(low, high) : new Scale(low, low + 1);
    }

    /** One plane in grey, or three as red, green and blue; the scale's low end is black. */
    public static BufferedImage colours(List<Plane> planes, Scale scale) {
        Plane red = planes.get(0);
        Plane green = planes.get(planes.size() == 3 ? 1 : 0);
        Plane blue = planes.get(planes.size() == 3 ? 2 : 0);
        BufferedImage image = blank(red.rows(), red.columns());
        for (int row = 0; row < red.rows(); row++) {
            for (int column = 0; column < red.columns(); column++) {
                int rgb = byteOf(red.at(row, column), scale) << 16
                        | byteOf(green.at(row, column), scale) << 8
                        | byteOf(blue.at(row, column), scale);
                image.setRGB(column, row, rgb);
            }
        }
        return image;
    }

    private static int byteOf(double value, Scale scale) {
        return (int) Math.round(255 * Math.max(0, Math.min(1, scale.position(value))));
    }

    /** A plane in the colours of a map. */
    public static BufferedImage mapped(Plane plane, Scale scale, ColourMap colours) {
        BufferedImage image = blank(plane.rows(), plane.columns());
        for (int row = 0; row < plane.rows(); row++) {
            for (int column = 0; column < plane.columns(); column++) {
                image.setRGB(column, row, colours.rgb(scale.position(plane.at(row, column))));
            }
        }
        return image;
    }

    /**
     * A heat map over a picture: the picture in grey, the hotter a place the more of its colour and the less of the picture.
     *
     * @param heat of any size; it is stretched to the picture's
     */
    public static BufferedImage overlay(BufferedImage picture, Plane heat, Scale scale) {
        Plane stretched = heat.resized(picture.getHeight(), picture.getWidth());
        BufferedImage image = blank(picture.getHeight(), picture.getWidth());
        for (int row = 0; row < image.getHeight(); row++) {
            for (int column = 0; column < image.getWidth(); column++) {
                double position = Math.max(0, Math.min(1, scale.position(stretched.at(row, column))));
                int grey = luma(picture.getRGB(column, row));
                image.setRGB(
                        column,
                        row,
                        blend(grey * 0x010101, ColourMap.HEAT.rgb(position), MOST_COVER * Math.sqrt(position)));
            }
        }
        return image;
    }

    /** ITU-R BT.601, as OpenCV and Pillow make grey of colours. */
    static int luma(int rgb) {
        return (int) Math.round(0.299 * (rgb >> 16 & 0xff) + 0.587 * (rgb >> 8 & 0xff) + 0.114 * (rgb & 0xff));
    }

    private static int blend(int under, int over, double cover) {
        int blended = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            double mixed = (under >> shift & 0xff) * (1 - cover) + (over >> shift & 0xff) * cover;
            blended |= (int) Math.round(mixed) << shift;
        }
        return blended;
    }

    /** Each pixel as a square of {@code factor} by {@code factor}, so that places can be told apart. */
    public static BufferedImage enlarged(BufferedImage image, int factor) {
        BufferedImage large = blank(image.getHeight() * factor, image.getWidth() * factor);
        for (int row = 0; row < large.getHeight(); row++) {
            for (int column = 0; column < large.getWidth(); column++) {
                large.setRGB(column, row, image.getRGB(column / factor, row / factor));
            }
        }
        return large;
    }

    /** Enlarged until the longer side has at least this many pixels; an image that has them stays as it is. */
    public static BufferedImage atLeast(BufferedImage image, int pixels) {
        int side = Math.max(image.getHeight(), image.getWidth());
        return side >= pixels ? image : enlarged(image, (pixels + side - 1) / side);
    }

    /** Enlarged by a whole factor, or made smaller by averaging, until the longer side has about this many pixels. */
    public static BufferedImage fitted(BufferedImage image, int pixels) {
        int side = Math.max(image.getHeight(), image.getWidth());
        if (side <= pixels) {
            return enlarged(image, Math.max(1, pixels / side));
        }
        int height = Math.max(1, image.getHeight() * pixels / side);
        int width = Math.max(1, image.getWidth() * pixels / side);
        BufferedImage small = blank(height, width);
        Graphics2D graphics = small.createGraphics();
        graphics.drawImage(image.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
        graphics.dispose();
        return small;
    }

    /**
     * Writes a PNG; a file that is there is replaced.
     *
     * @throws IOException where it cannot be written
     */
    public static void writePng(BufferedImage image, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            writePng(image, out);
        }
    }

    /**
     * Writes a PNG; the stream stays open.
     *
     * @throws IOException where it cannot be written
     */
    public static void writePng(BufferedImage image, OutputStream out) throws IOException {
        ImageIO.write(image, "png", out);
    }

    static BufferedImage blank(int rows, int columns) {
        return new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
    }
}
