package io.fovea.datasets.info;

import io.fovea.transforms.BandsTiff;
import io.fovea.transforms.ImageRejectedException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** An image's size, or what is wrong with it. */
record Picture(String size, Optional<String> problem) {
    private static final long MAX_PIXELS = 100_000_000;

    /** Looks at the declared size before it decodes, so that a small file cannot ask for much memory. */
    static Picture of(byte[] encoded) {
        return BandsTiff.isTiff(encoded) ? ofBands(encoded) : ofImage(encoded);
    }

    private static Picture ofBands(byte[] encoded) {
        try {
            return new Picture(BandsTiff.read(encoded).size(), Optional.empty());
        } catch (ImageRejectedException e) {
            return broken(e.explanation());
        }
    }

    private static Picture ofImage(byte[] encoded) {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            return readers.hasNext() ? decoded(readers.next(), in) : broken(noImage(encoded));
        } catch (IOException | RuntimeException e) { // ImageIO throws both for damaged files
            return broken(String.valueOf(e.getMessage()));
        }
    }

    private static Picture decoded(ImageReader reader, ImageInputStream in) throws IOException {
        try {
            reader.setInput(in);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if ((long) width * height > MAX_PIXELS) {
                return broken("%dx%d are more than %,d pixels".formatted(width, height, MAX_PIXELS));
            }
            BufferedImage image = reader.read(0);
            return new Picture(image.getWidth() + "x" + image.getHeight(), Optional.empty());
        } finally {
            reader.dispose();
        }
    }

    private static String noImage(byte[] encoded) {
        return encoded.length == 0
                ? "it has no bytes, or cannot be read"
                : "its bytes are no PNG, JPEG, GIF, BMP or TIFF";
    }

    private static Picture broken(String problem) {
        return new Picture("", Optional.of(problem));
    }
}
