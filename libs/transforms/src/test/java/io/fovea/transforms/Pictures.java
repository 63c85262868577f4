package io.fovea.transforms;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Pictures for tests, encoded by Java's own ImageIO. */
final class Pictures {

    private Pictures() {}

    /** Smooth colours, so that JPEG keeps them nearly. */
    static BufferedImage gradient(int height, int width, int type) {
        BufferedImage picture = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, 0xff000000 | (x * 255 / width) << 16 | (y * 255 / height) << 8 | 0x40);
            }
        }
        return picture;
    }

    /** A digit's worth of grey pixels: a bright blob on black. */
    static BufferedImage digit(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BufferedImage picture = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 150; i++) {
            picture.getRaster().setSample(6 + random.nextInt(16), 4 + random.nextInt(20), 0, random.nextInt(256));
        }
        return picture;
    }

    static byte[] encode(BufferedImage picture, String format) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (!ImageIO.write(picture, format, out)) {
                throw new IllegalStateException("ImageIO writes no " + format);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] animatedGif(BufferedImage... frames) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
            writer.setOutput(ImageIO.createImageOutputStream(out));
            writer.prepareWriteSequence(null);
            for (BufferedImage frame : frames) {
                writer.writeToSequence(new IIOImage(frame, null, null), null);
            }
            writer.endWriteSequence();
            ((ImageOutputStream) writer.getOutput()).close();
            writer.dispose();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A PNG whose chunks, as far as they go, have the checksums of what they hold; other bytes as they are. */
    static byte[] withRightChecksums(byte[] image) {
        ByteBuffer png = ByteBuffer.wrap(image);
        if (ImageFormat.of(image).filter(ImageFormat.PNG::equals).isEmpty()) {
            return image;
        }
        for (int chunk = 8; chunk + 12 <= image.length; ) {
            int length = png.getInt(chunk);
            if (length < 0 || length > image.length - chunk - 12) {
                return image;
            }
            CRC32 checksum = new CRC32();
            checksum.update(image, chunk + 4, length + 4);
            png.putInt(chunk + 8 + length, (int) checksum.getValue());
            chunk += length + 12;
        }
        return image;
    }

    /** Pixels {@code [height, width, 3]} as ImageIO sees them. */
    static byte[] rgb(BufferedImage picture) {
        byte[] pixels = new byte[picture.getHeight() * picture.getWidth() * 3];
        int offset = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int colour = picture.getRGB(x, y);
                pixels[offset++] = (byte) (colour >> 16);
                pixels[offset++] = (byte) (colour >> 8);
                pixels[offset++] = (byte) colour;
            }
        }
        return pixels;
    }

    /** Pixels {@code [height, width, 1]} of a grey picture, as they were set. */
    static byte[] grey(BufferedImage picture) {
        int[] samples = picture.getRaster().getSamples(0, 0, picture.getWidth(), picture.getHeight(), 0, (int[]) null);
        byte[] pixels = new byte[samples.length];
        for (int i = 0; i < samples.length; i++) {
            pixels[i] = (byte) samples[i];
        }
        return pixels;
    }
}
